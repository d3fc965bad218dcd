namespace RdsCalOrchestrator.RunCommand;

/// <summary>Tags that a command of ours carries: how it is told from those of others, and found again in a journal.</summary>
public static class CommandTags
{
    public const string Ours = "rdscal";

    public const string OursValue = "1";

    public const string Migration = "rdscal-migration";
}

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>Section <c>Public</c>: where people outside reach this app.</summary>
public sealed class PublicAddress
{
    public const string Section = "Public";

    /// <summary>Absolute address in front of <c>/link/…</c>, route prefix included, without a slash at its end: <c>https://migrate.example/api</c>.</summary>
    public string BaseUrl { get; set; } = "";

    internal string Base => BaseUrl.TrimEnd('/');
}

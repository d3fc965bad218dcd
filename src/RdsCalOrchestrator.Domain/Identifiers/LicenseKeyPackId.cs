namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>The 35 characters the Clearinghouse gives out for one line and one target. Secret; only its form is ever checked.</summary>
public static class LicenseKeyPackId
{
    public static Parsed<Secret> Parse(string text)
    {
        var id = Id35.Read(text);
        return new(id.Value is null ? null : new Secret(id.Value), id.Problem, id.Warning);
    }
}

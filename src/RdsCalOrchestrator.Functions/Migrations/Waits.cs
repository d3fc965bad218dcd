using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Section <c>Waits</c>: limits on what policies may ask to be waited for. A demonstration shortens days to seconds with it.</summary>
public sealed class Waits
{
    public const string Section = "Waits";

    /// <summary>Longest wait between "hosts moved" and the clean-up of a migration that is accepted; none unless set.</summary>
    public TimeSpan? LongestSoak { get; set; }

    internal MigrationRequest Shorten(MigrationRequest request) =>
        LongestSoak is { } longest && request.Policy.Soak > longest ? request with { Policy = request.Policy with { Soak = longest } } : request;
}

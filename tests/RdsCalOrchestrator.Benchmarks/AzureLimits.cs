namespace RdsCalOrchestrator.Benchmarks;

/// <summary>Azure's limits as they are documented, or smaller ones of the same form.</summary>
internal sealed record AzureLimits(TokenRate Server, TokenRate Region, TokenRate Reads, TokenRate Writes, TokenRate Deletes)
{
    // Compute throttling limits (Update VM); Azure Resource Manager request limits.
    internal static AzureLimits Documented { get; } = new(new(12, 4), new(1500, 500), new(250, 1500), new(200, 600), new(200, 600));

    /// <summary>
    /// The shortest time in which so many commands can be sent, looked at and deleted: each is two changes, three looks (at the server, for
    /// the command, at its end), one write and one deletion.
    /// </summary>
    internal TimeSpan Floor(int commands) => new[]
    {
        Region.TimeOf(2 * commands), Reads.TimeOf(3 * commands), Writes.TimeOf(commands), Deletes.TimeOf(commands),
    }.Max();

    /// <summary>As settings of the app.</summary>
    internal IEnumerable<string> Arguments() =>
    [
        .. Of("ServerChanges", Server), .. Of("RegionChanges", Region), .. Of("Reads", Reads), .. Of("Writes", Writes), .. Of("Deletes", Deletes),
    ];

    private static IEnumerable<string> Of(string name, TokenRate rate) =>
        [$"--Fleet:{name}:Burst", $"{rate.Burst}", $"--Fleet:{name}:PerMinute", $"{rate.PerMinute}"];
}

internal sealed record TokenRate(int Burst, int PerMinute)
{
    internal TimeSpan TimeOf(int calls) => TimeSpan.FromMinutes(Math.Max(0, calls - Burst) / (double)PerMinute);
}

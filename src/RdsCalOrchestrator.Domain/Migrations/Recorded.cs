namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>An entry with its key, time and author, as it stands in the journal.</summary>
public sealed record Recorded(string Key, DateTimeOffset At, string By, Entry Entry);

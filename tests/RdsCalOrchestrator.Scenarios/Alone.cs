using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// Tests that have the process to themselves, after all others. One judges every span it hears: sources belong to the process, and hosts of other
/// tests run migrations of the same names. Another takes both cores for minutes by itself.
/// </summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

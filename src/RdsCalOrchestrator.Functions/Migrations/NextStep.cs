using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>What a step's activity tells the orchestrator: ids, kinds and times only, since it lies in a history.</summary>
/// <param name="Runs">Named and journalled already.</param>
/// <param name="Ends">How the attempt ends; the journal holds the rest.</param>
public sealed record NextStep(Do Do, IReadOnlyList<Run> Runs, AskKind? Ask, DateTime? At, MigrationEnd? Ends);

namespace RdsCalOrchestrator.Domain.Findings;

/// <summary>
/// Every sentence a plan or a run says to a person, each with its fix. The ids are API; the words may improve. One file for each subject.
/// </summary>
public static partial class Catalogue;

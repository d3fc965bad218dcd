using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>Packs and lines of 2012 user CALs, and the story in which they are moved as they should be.</summary>
internal static class Some
{
    private static readonly CalKind User2012 = new(CalVersion.V2012, CalType.User);

    internal static Purchase Purchase { get; } = new Purchase.Agreement("p", LicenseProgram.Enterprise, User2012, 120, null, new Secret("7104412"));

    /// <summary>On the source: the pack that moves.</summary>
    internal static LicenseKeyPack Moving { get; } = Pack(3, 120);

    /// <summary>On the source: a pack that stays.</summary>
    internal static LicenseKeyPack Staying { get; } = Pack(4, 33);

    /// <summary>On the target, before everything.</summary>
    internal static LicenseKeyPack Old { get; } = Pack(9, 300, versionId: 6);

    /// <summary>On the target: what the import creates.</summary>
    internal static LicenseKeyPack Created { get; } = Pack(14, 120);

    internal static LicenseKeyPack Pack(int rowId, long total, int versionId = 4, int type = 2) =>
        new(rowId, type, 1, versionId, total, 0, "never", "C50-6.02-S");

    internal static PlannedLine Line(int number, params LicenseKeyPack[] covers)
    {
        var cals = covers.Sum(static p => p.Total);
        return new(number, new($"op-{number}"), ConnectionMethod.Automatic, "p", User2012, (int)cals, cals, covers, null);
    }

    /// <summary>Both servers read, one line of 120 CALs imported.</summary>
    internal static Story Imported(string id = "m-1") => new Story(id: id)
        .Reads(Side.Target, Old).Reads(Side.Source, Moving, Staying).Plans([Staying], Line(1, Moving)).Imports(1, LineResult.Imported, [Created]);

    /// <summary>The same of a source that is gone.</summary>
    internal static Story ImportedOfGone() => new Story(SourceState.Gone)
        .Reads(Side.Target, Old).Plans([], Line(1, Moving)).Imports(1, LineResult.Imported, [Created]).Reads(Side.Target, Old, Created);
}

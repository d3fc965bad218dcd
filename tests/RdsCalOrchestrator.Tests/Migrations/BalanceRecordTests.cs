using Microsoft.AspNetCore.DataProtection;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>Journals live for years: what an older version wrote of a balance is read, and what this one writes comes back.</summary>
public sealed class BalanceRecordTests
{
    private static readonly JournalSerializer Serializer = new(new EphemeralDataProtectionProvider());

    [Fact]
    public void OldBalance_IsRead()
    {
        const string old = """
            {"entry":"Proved","balance":{"verdict":"Proved","because":"All.","lines":[
              {"line":1,"kind":{"version":"V2012","type":"User"},"imported":120,"rowsOnTarget":1,"isMissingOnTarget":false,"leftOnSource":0}]}}
            """;

        var balance = Assert.IsType<Entry.Proved>(Serializer.Read<Entry>(old)).Balance;

        Assert.Equal((Verdict.Proved, 1), (balance.Verdict, balance.Lines[0].RowsOnTarget));
        Assert.Null(balance.Unexplained);
    }

    [Fact]
    public void WhatOthersDid_ComesBackEqual()
    {
        var other = new Story(id: "m-2").Plans([], Some.Line(1, Some.Staying), Some.Line(2, Some.Moving))
            .Imports(1, LineResult.Imported, [Some.Pack(16, 33)]).SendsImport(2).Told;
        Entry seen = new Entry.ElsewhereSeen(1, Elsewhere.Of([other], [other], [new("op-2")]));

        Assert.Equal(seen, Serializer.Read<Entry>(Serializer.Write(seen)));
    }

    [Fact]
    public void Balance_ComesBackWithItsRows()
    {
        var balance = Some.Imported().Reads(Side.Target, Some.Old, Some.Created, Some.Pack(15, 20), Some.Pack(16, 120)).Reads(Side.Source).Balance;

        var read = Assert.IsType<Entry.Proved>(Serializer.Read<Entry>(Serializer.Write<Entry>(new Entry.Proved(balance)))).Balance;

        Assert.Equal(balance.Unexplained!, read.Unexplained!);
        Assert.Equal(balance.Lines[0].FurtherRows!, read.Lines[0].FurtherRows!);
    }
}

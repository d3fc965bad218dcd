using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Findings;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>How an attempt ended. What is owed outlives it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "end")]
[JsonDerivedType(typeof(Closed), "closed")]
[JsonDerivedType(typeof(Blocked), "blocked")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Owing), "owing")]
[JsonDerivedType(typeof(Faulted), "faulted")]
public abstract record MigrationEnd
{
    private MigrationEnd()
    {
    }

    /// <summary>The word of lists and reports.</summary>
    [JsonIgnore]
    public abstract string Word { get; }

    /// <summary>Proved or attested: nothing is owed.</summary>
    public sealed record Closed(Verdict Verdict) : MigrationEnd
    {
        [JsonIgnore]
        public override string Word => Verdict.ToString();
    }

    /// <summary>Nothing was changed on the source, and nothing imported.</summary>
    public sealed record Blocked(IReadOnlyList<Finding> Findings) : MigrationEnd
    {
        [JsonIgnore]
        public override string Word => "Blocked";
    }

    /// <summary>Before the first import.</summary>
    public sealed record Cancelled(string By) : MigrationEnd
    {
        [JsonIgnore]
        public override string Word => "Cancelled";
    }

    /// <summary>
    /// CALs may be on two servers, or a line waits for an operator. The obligation stays open, also where what was read so far would prove
    /// it: something kept the rest from being read or done.
    /// </summary>
    public sealed record Owing(Verdict? Verdict, Finding Reason) : MigrationEnd
    {
        [JsonIgnore]
        public override string Word => Verdict is null or Migrations.Verdict.Proved or Migrations.Verdict.Attested ? "Owing" : Verdict.ToString()!;
    }

    /// <summary>A bug ended the attempt; it says nothing of the migration's state.</summary>
    public sealed record Faulted(string Task, string Error) : MigrationEnd
    {
        [JsonIgnore]
        public override string Word => "Faulted";
    }
}

/// <summary>What the arithmetic says, checked in the order of its definition in <see cref="CalBalance"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    Doubled,
    Lost,
    SourceNotCleaned,
    Attested,
    Proved,
}

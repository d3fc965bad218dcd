using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Embedded.Tests.Refusals;

/// <summary>A hierarchy at the boundary of a task could be written and not be read back.</summary>
public sealed class WireTypeRefusalTests
{
    [Theory]
    [InlineData("TakesAbstract", "its input is Shape")]
    [InlineData("TakesInterface", "its input is IShape")]
    [InlineData("GivesPolymorphic", "its result is Answer")]
    [InlineData("GivesDerived", "its result is Marked")]
    [InlineData("FlowGives", "its result is Shape")]
    [InlineData("FlowTakes", "its input is Answer")]
    public void Hierarchy_AtABoundary_IsRefused(string name, string problem) => Refused.For(typeof(Bare)).Of(name, problem);

    [Fact]
    public void Hierarchy_InsideARecordOrAList_IsNot() => Assert.Empty(Refused.For(typeof(Wrapped)).Problems);

    public interface IShape;

    public abstract record Shape;

    public sealed record Square(int Side) : Shape, IShape;

    [JsonPolymorphic]
    public record Answer;

    [JsonDerivedType(typeof(MarkedMore), "more")]
    public record Marked;

    public sealed record MarkedMore : Marked;

    public sealed record Has(Shape Shape, Answer Answer);

    public static class Bare
    {
        [Function("TakesAbstract")]
        public static int TakesAbstract([ActivityTrigger] Shape shape) => 1;

        [Function("TakesInterface")]
        public static int TakesInterface([ActivityTrigger] IShape shape) => 1;

        [Function("GivesPolymorphic")]
        public static Task<Answer> GivesPolymorphic([ActivityTrigger] string input) => Task.FromResult(new Answer());

        [Function("GivesDerived")]
        public static Marked GivesDerived([ActivityTrigger] string input) => new();

        [Function("FlowGives")]
        public static Task<Shape> FlowGives([OrchestrationTrigger] TaskOrchestrationContext context) => Task.FromResult<Shape>(new Square(1));

        [Function("FlowTakes")]
        public static Task FlowTakes([OrchestrationTrigger] TaskOrchestrationContext context, Answer answer) => Task.CompletedTask;
    }

    public static class Wrapped
    {
        [Function("TakesRecord")]
        public static Has TakesRecord([ActivityTrigger] Has has) => has;

        [Function("TakesList")]
        public static IReadOnlyList<Has> TakesList([ActivityTrigger] IReadOnlyList<Has> all) => all;

        [Function("TakesSealed")]
        public static Task<Square?> TakesSealed([ActivityTrigger] Square? square) => Task.FromResult(square);
    }
}

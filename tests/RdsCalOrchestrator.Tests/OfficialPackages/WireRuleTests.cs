using System.Text.Json.Serialization;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using RdsCalOrchestrator.Domain.Identifiers;
using Xunit;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>Each rule can be broken, at the top and further down.</summary>
public sealed class WireRuleTests
{
    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(IShape))]
    [InlineData(typeof(Shape))]
    [InlineData(typeof(OpenRecord))]
    public void Type_ThatMayBeAnother_IsRefusedAtTheTop(Type type) =>
        Assert.Contains($"{type.Name} is not sealed: what was written could not be read back", WireRules.Broken(type));

    [Theory]
    [InlineData(typeof(double), "Double: Double is not plain")]
    [InlineData(typeof(Number<decimal>), "Number`1.Value: Decimal is not plain")]
    [InlineData(typeof(Number<float?>), "Number`1.Value: Single is not plain")]
    [InlineData(typeof(Number<double[]>), "Number`1.Value[]: Double is not plain")]
    [InlineData(typeof(IReadOnlyDictionary<string, decimal>), "IReadOnlyDictionary`2[].Value: Decimal is not plain")]
    [InlineData(typeof(Number<Case>), "Number`1.Value.Deep.Size: Double is not plain")]
    [InlineData(typeof(Number<Color>), "Number`1.Value: Color is written as a number")]
    [InlineData(typeof(Number<IShape>), "Number`1.Value: IShape names none of its cases")]
    [InlineData(typeof(Number<object>), "Number`1.Value: Object is not plain")]
    [InlineData(typeof(Hidden), "Hidden: Hidden is not public")]
    public void Type_ThatDoesNotComeThrough_BreaksOneRule(Type type, string problem) => Assert.Equal([problem], WireRules.Broken(type));

    [Theory]
    [InlineData(typeof(GoodRecord))]
    [InlineData(typeof(IReadOnlyList<Shape>))]
    [InlineData(typeof(int?))]
    [InlineData(typeof(void))]
    public void Type_ThatComesThrough_BreaksNone(Type type) => Assert.Empty(WireRules.Broken(type));

    [Theory]
    [InlineData(typeof(TakesShape))]
    [InlineData(typeof(GivesShape))]
    [InlineData(typeof(EndsAsShape))]
    public void Task_WithABareHierarchy_BreaksOneRule(Type holder) =>
        Assert.Equal(["one: Shape is not sealed: what was written could not be read back"], FunctionRules.Broken(holder));

    [Fact]
    public void Types_ThatAreAskedFor_AreSeenInCode()
    {
        var asked = AskedTypes.In(typeof(Asks).Assembly);
        Assert.Contains(typeof(OpenRecord), asked);
        Assert.Contains(typeof(Shape), asked);
        Assert.Contains(typeof(IShape), asked);
    }

    public interface IShape;

    [JsonDerivedType(typeof(Circle), "circle")]
    public abstract record Shape : IShape
    {
        public sealed record Circle(int Radius) : Shape
        {
            [JsonIgnore]
            public double Area => Math.PI * Radius * Radius;
        }
    }

    [JsonDerivedType(typeof(Deep), "deep")]
    public abstract record Case
    {
        public sealed record Deep(double Size) : Case;
    }

    public record OpenRecord(int Number);

    public sealed record Number<T>(T Value);

    public enum Color
    {
        Red,
    }

    internal sealed record Hidden(int Number);

    internal static class Asks
    {
        public static async Task RunAsync(TaskOrchestrationContext context)
        {
            var input = context.GetInput<OpenRecord>();
            await context.CallActivityAsync<Shape>("one", input);
            await context.CallSubOrchestratorAsync<IShape>("two");
        }
    }
}

public static class TakesShape
{
    [Function("one")]
    public static int Run([ActivityTrigger] WireRuleTests.Shape input) => 1;
}

public static class GivesShape
{
    [Function("one")]
    public static WireRuleTests.Shape Run([ActivityTrigger] string input) => new WireRuleTests.Shape.Circle(1);
}

public static class EndsAsShape
{
    [Function("one")]
    public static Task<WireRuleTests.Shape> RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
        context.CallActivityAsync<WireRuleTests.Shape>("one");
}

/// <summary>What is allowed: texts, whole numbers, times, an ID that writes itself, a hierarchy inside, and itself again.</summary>
public sealed record GoodRecord(
    string Name, long? Count, DateTimeOffset At, CustomerId Customer, WireRuleTests.Shape Shape,
    IReadOnlyDictionary<string, DayOfOrder> Days, GoodRecord? Next);

[JsonConverter(typeof(JsonStringEnumConverter<DayOfOrder>))]
public enum DayOfOrder
{
    First,
    Second,
}

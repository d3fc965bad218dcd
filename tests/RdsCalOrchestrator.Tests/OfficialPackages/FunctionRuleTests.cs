using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>Each rule can be broken.</summary>
public sealed class FunctionRuleTests
{
    [Theory]
    [InlineData(typeof(HasHiddenMethod), "one: the method is not public")]
    [InlineData(typeof(HiddenClass), "one: its class is not public, or stands in another")]
    [InlineData(typeof(Inner), "one: its class is not public, or stands in another")]
    [InlineData(typeof(GenericClass<>), "one: the method or its class is generic")]
    [InlineData(typeof(HasGenericMethod), "one: the method or its class is generic")]
    [InlineData(typeof(AbstractClass), "one: its class is abstract")]
    [InlineData(typeof(HasAsyncVoid), "one: nobody can wait for async void")]
    [InlineData(typeof(HasNoTrigger), "one: 0 triggers instead of one")]
    [InlineData(typeof(HasTwoTriggers), "one: 2 triggers instead of one")]
    [InlineData(typeof(HasOneNameTwice), "one: 2 functions have this name")]
    [InlineData(typeof(HasOverloads), "HasOverloads.Run: 2 functions are this method")]
    public void Function_ThatIsNotFoundAsItReads_BreaksOneRule(Type holder, string problem) =>
        Assert.Equal([problem], FunctionRules.Broken(holder));

    [Theory]
    [InlineData(typeof(TakesQuery), "one: nothing gives 'name'")]
    [InlineData(typeof(TakesLongOfRoute), "one: nothing gives 'id'")]
    [InlineData(typeof(TakesRequestData), "one: its trigger is a String instead of a HttpRequest")]
    [InlineData(typeof(GivesPlainAnswer), "one: an HTTP function gives an IResult")]
    [InlineData(typeof(TakesPropertyOfInput), "one: nothing gives 'name'")]
    [InlineData(typeof(GivesValueTask), "one: ValueTask`1: ValueTask`1 is not plain")]
    [InlineData(typeof(TakesServiceAsClient), "one: nothing gives 'client'")]
    [InlineData(typeof(TakesNoTimer), "one: its trigger is a String instead of a TimerInfo")]
    [InlineData(typeof(TakesInstanceIdOfTimer), "one: nothing gives 'instanceId'")]
    [InlineData(typeof(GivesFromTimer), "one: a timer function gives nothing")]
    [InlineData(typeof(TakesTokenInReplay), "one: nothing gives 'cancellation'")]
    [InlineData(typeof(TakesNoContext), "one: its trigger is a String instead of a TaskOrchestrationContext")]
    [InlineData(typeof(HasUnknownTrigger), "one: QueueTriggerAttribute is no trigger that is known here")]
    public void Binding_OfAnUnknownShape_BreaksOneRule(Type holder, string problem) =>
        Assert.Equal([problem], FunctionRules.Broken(holder));

    [Fact]
    public void Binding_OfEveryKnownShape_BreaksNone() => Assert.Empty(FunctionRules.Broken(typeof(KnownShapes)));

    [Fact]
    public void Name_OfTwoClasses_IsSeenTwice() =>
        Assert.Contains("one: 2 functions have this name", FunctionRules.Broken(typeof(TakesQuery), typeof(TakesNoTimer)));

    public static class Inner
    {
        [Function("one")]
        public static int Run([ActivityTrigger] string input) => input.Length;
    }
}

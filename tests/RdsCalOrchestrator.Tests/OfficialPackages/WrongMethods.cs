using Microsoft.Azure.Functions.Worker;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

// Each is wrong in one way.

public static class HasHiddenMethod
{
    [Function("one")]
    internal static int Run([ActivityTrigger] string input) => input.Length;
}

internal static class HiddenClass
{
    [Function("one")]
    public static int Run([ActivityTrigger] string input) => input.Length;
}

public static class GenericClass<T>
{
    [Function("one")]
    public static int Run([ActivityTrigger] string input) => input.Length;
}

public static class HasGenericMethod
{
    [Function("one")]
    public static int Run<T>([ActivityTrigger] string input) => input.Length;
}

public abstract class AbstractClass
{
    [Function("one")]
    public int Run([ActivityTrigger] string input) => input.Length;
}

public static class HasAsyncVoid
{
    [Function("one")]
    public static async void Run([ActivityTrigger] string input) => await Task.Yield();
}

public static class HasNoTrigger
{
    [Function("one")]
    public static int Run(string input) => input.Length;
}

public static class HasTwoTriggers
{
    [Function("one")]
    public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [ActivityTrigger] string input)
    {
    }
}

public static class HasOneNameTwice
{
    [Function("one")]
    public static int Run([ActivityTrigger] string input) => input.Length;

    [Function("One")]
    public static int RunAgain([ActivityTrigger] string input) => input.Length;
}

public static class HasOverloads
{
    [Function("one")]
    public static int Run([ActivityTrigger] string input) => input.Length;

    [Function("two")]
    public static int Run([ActivityTrigger] int input) => input;
}

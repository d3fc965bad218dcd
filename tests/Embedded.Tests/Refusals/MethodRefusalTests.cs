using Microsoft.Azure.Functions.Worker;

namespace Embedded.Tests.Refusals;

/// <summary>Methods the host would not find, or would run otherwise than they read.</summary>
public sealed class MethodRefusalTests
{
    [Theory]
    [InlineData(typeof(Hidden), "Hidden", "public method of a public class")]
    [InlineData(typeof(HiddenClass), "InHiddenClass", "public method of a public class")]
    [InlineData(typeof(NoTrigger), "NoTrigger", "0 triggers")]
    [InlineData(typeof(TwoTriggers), "TwoTriggers", "2 triggers")]
    [InlineData(typeof(AsyncVoid), "AsyncVoid", "async void")]
    [InlineData(typeof(OfValueTask), "OfValueTask", "ValueTask")]
    [InlineData(typeof(OfAbstractClass), "OfAbstractClass", "abstract")]
    [InlineData(typeof(SameName), "same", "2 functions have this name")]
    public void Method_ThatIsNoFunctionOfTheHost_IsRefused(Type functions, string name, string problem) => Refused.For(functions).Of(name, problem);

    public static class Hidden
    {
        [Function("Hidden")]
        internal static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    internal static class HiddenClass
    {
        [Function("InHiddenClass")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public static class NoTrigger
    {
        [Function("NoTrigger")]
        public static void Run(string text)
        {
        }
    }

    public static class TwoTriggers
    {
        [Function("TwoTriggers")]
        public static void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [ActivityTrigger] string input)
        {
        }
    }

    public static class AsyncVoid
    {
        [Function("AsyncVoid")]
        public static async void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => await Task.Yield();
    }

    public static class OfValueTask
    {
        [Function("OfValueTask")]
        public static ValueTask<int> Run([ActivityTrigger] string input) => new(1);
    }

    public abstract class OfAbstractClass
    {
        [Function("OfAbstractClass")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
        }
    }

    public static class SameName
    {
        [Function("same")]
        public static int One([ActivityTrigger] string input) => 1;

        [Function("Same")]
        public static int Two([ActivityTrigger] string input) => 2;
    }
}

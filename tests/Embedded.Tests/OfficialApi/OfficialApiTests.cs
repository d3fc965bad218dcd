using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace Embedded.Tests.OfficialApi;

/// <summary>What the embedded runtime shows to the app is a part of what the official packages show, and of no name only a part.</summary>
public sealed class OfficialApiTests
{
    public static TheoryData<string> Assemblies => [typeof(FunctionContext).Assembly.GetName().Name!, typeof(TaskName).Assembly.GetName().Name!];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryMember_OfTheEmbeddedRuntime_IsOfficial(string assembly)
    {
        var own = LinesOf(assembly);
        Assert.NotEmpty(own);
        Assert.Empty(own.Except(OfficialList.Lines));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void EveryOverload_OfANameThatIsHere_IsHere(string assembly)
    {
        var own = LinesOf(assembly);
        var names = own.Select(OfficialList.NameIn).ToHashSet();
        var official = OfficialList.Lines.Where(line => names.Contains(OfficialList.NameIn(line)));
        Assert.Empty(official.Except(own));
    }

    [Fact]
    public void EveryType_OfTheList_IsHere()
    {
        var own = Assemblies.SelectMany(static row => LinesOf(row.Data)).Select(TypeIn).ToHashSet();
        Assert.Empty(OfficialList.Lines.Select(TypeIn).Where(type => !own.Contains(type)).Distinct());
    }

    [Fact]
    public void List_SaysNothingTwice() => Assert.Equal(OfficialList.Lines.Distinct(), OfficialList.Lines);

    [Theory]
    [InlineData("A.B: class", "A.B: class")]
    [InlineData("A.B: B(int x = 1)", "A.B: B")]
    [InlineData("A.B: static Task<List<T>> DoAsync<T>(C<T> c) where T : class", "A.B: DoAsync")]
    [InlineData("A.B: Func<X, bool> P { get; init; }", "A.B: P")]
    [InlineData("A.B: One = 1", "A.B: One")]
    public void NameIn_OfALine_IsTheMembers(string line, string expected) => Assert.Equal(expected, OfficialList.NameIn(line));

    private static string TypeIn(string line) => line.Split(": ")[0];

    private static List<string> LinesOf(string assembly) => [.. Assembly.Load(assembly).GetExportedTypes().SelectMany(ApiLines.Of)];
}

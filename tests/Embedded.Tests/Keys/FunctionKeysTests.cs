using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.Keys;

public sealed class FunctionKeysTests : IDisposable
{
    private readonly string _directory = Path.Combine(Directory.CreateTempSubdirectory("embedded-tests-").FullName, "keys");

    private string File => Path.Combine(_directory, "functions.json");

    [Fact]
    public void Keys_NotInTheSettings_AreMadeOnceAndKept()
    {
        FunctionKeys.Load(Settings(), _directory);
        var (function, admin) = Kept();
        Assert.NotEqual(function, admin);
        Assert.All([function, admin], static key => Assert.True(Convert.FromHexString(key).Length * 8 >= 128));

        var again = FunctionKeys.Load(Settings(), _directory);
        Assert.Equal((function, admin), Kept());
        Assert.True(again.Admit(Showing(function), AuthorizationLevel.Function));
        Assert.True(again.Admit(Showing(admin), AuthorizationLevel.Admin));
    }

    [Fact]
    public void Keys_OfTwoDataDirectories_Differ()
    {
        FunctionKeys.Load(Settings(), _directory);
        var first = Kept();
        System.IO.File.Delete(File);
        FunctionKeys.Load(Settings(), _directory);
        Assert.NotEqual(first, Kept());
    }

    [Fact]
    public void KeyFile_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
#pragma warning disable CA1416 // Skipped on Windows.
        Directory.CreateDirectory(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        FunctionKeys.Load(Settings(), _directory);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_directory).UnixFileMode);
#pragma warning restore CA1416
        Assert.Equal([File], Directory.GetFiles(_directory));
    }

    [Fact]
    public void Keys_OfTheSettings_AreWrittenNowhere()
    {
        var keys = FunctionKeys.Load(Settings(("Function", "one"), ("Admin", "two")), _directory);
        Assert.True(keys.Admit(Showing("one"), AuthorizationLevel.Function));
        Assert.True(keys.Admit(Showing("two"), AuthorizationLevel.Admin));
        Assert.False(Directory.Exists(_directory));
    }

    [Fact]
    public void Keys_PartlyInTheSettings_ComeFromBoth()
    {
        var keys = FunctionKeys.Load(Settings(("Function", "one")), _directory);
        var (function, admin) = Kept();
        Assert.True(keys.Admit(Showing("one"), AuthorizationLevel.Function));
        Assert.False(keys.Admit(Showing(function), AuthorizationLevel.Function));
        Assert.True(keys.Admit(Showing(admin), AuthorizationLevel.Admin));
    }

    [Fact]
    public void KeyFile_ThatIsDamaged_IsNotReplaced()
    {
        Directory.CreateDirectory(_directory);
        System.IO.File.WriteAllText(File, """{"function":"","admin":"x"}""");
        var problem = Assert.Throws<InvalidDataException>(() => FunctionKeys.Load(Settings(), _directory));
        Assert.Contains(File, problem.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_directory)!, recursive: true);

    private static IConfiguration Settings(params (string Level, string Key)[] keys) => new ConfigurationBuilder()
        .AddInMemoryCollection(keys.Select(static key => KeyValuePair.Create($"Functions:Keys:{key.Level}", (string?)key.Key))).Build();

    private static HttpRequest Showing(string key) => new DefaultHttpContext { Request = { Headers = { ["x-functions-key"] = key } } }.Request;

    private (string Function, string Admin) Kept()
    {
        using var json = JsonDocument.Parse(System.IO.File.ReadAllBytes(File));
        return (json.RootElement.GetProperty("function").GetString()!, json.RootElement.GetProperty("admin").GetString()!);
    }
}

using System.Runtime.Versioning;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.Keys;

public sealed class KeyFileTests : IDisposable
{
    private const UnixFileMode ReadWrite = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TemporaryDirectory _data = new();

    private string KeysDirectory => Path.Combine(_data.Path, "keys");

    private string KeysFile => Path.Combine(KeysDirectory, "functions.json");

    [Fact]
    public void Keys_AtFirstStart_AreMadeLongAndDifferent()
    {
        var made = KeyFile.ReadOrMake(KeysDirectory);
        Assert.True(made.Function.Length >= 32, "128 bits are 32 hexadecimal digits.");
        Assert.True(made.Admin.Length >= 32);
        Assert.NotEqual(made.Function, made.Admin);
        Assert.Equal(["functions.json"], Directory.GetFiles(KeysDirectory).Select(Path.GetFileName));
    }

    [Fact]
    public void Keys_AtTheNextStart_AreTheSame() => Assert.Equal(KeyFile.ReadOrMake(KeysDirectory), KeyFile.ReadOrMake(KeysDirectory));

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Keys_OnDisk_AreForTheOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        // Somebody else may have made the directory before.
        Directory.CreateDirectory(KeysDirectory);
        KeyFile.ReadOrMake(KeysDirectory);
        Assert.Equal(ReadWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(KeysDirectory));
        Assert.Equal(ReadWrite, File.GetUnixFileMode(KeysFile));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "function": "", "admin": "" }""")]
    public void KeyFile_WithoutBothKeys_StopsTheStart(string text)
    {
        Directory.CreateDirectory(KeysDirectory);
        File.WriteAllText(KeysFile, text);
        var refusal = Assert.Throws<InvalidDataException>(() => KeyFile.ReadOrMake(KeysDirectory));
        Assert.Contains(KeysFile, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_InTheSettings_AreTakenAndNoneIsMade()
    {
        var keys = FunctionKeys.Load(Settings("from-settings", "admin-from-settings"), KeysDirectory);
        Assert.True(keys.Admit(Showing("from-settings"), AuthorizationLevel.Function));
        Assert.True(keys.Admit(Showing("admin-from-settings"), AuthorizationLevel.Admin));
        Assert.False(Directory.Exists(KeysDirectory));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Key_TheSettingsLack_IsTheOneOfTheFile(string? setting)
    {
        var keys = FunctionKeys.Load(Settings(setting, "admin-from-settings"), KeysDirectory);
        var kept = JsonDocument.Parse(File.ReadAllText(KeysFile)).RootElement;
        Assert.True(keys.Admit(Showing(kept.GetProperty("function").GetString()!), AuthorizationLevel.Function));
        Assert.False(keys.Admit(Showing(kept.GetProperty("admin").GetString()!), AuthorizationLevel.Admin));
        Assert.False(keys.Admit(Showing(""), AuthorizationLevel.Function));
    }

    public void Dispose() => _data.Dispose();

    private static IConfiguration Settings(string? function, string? admin) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Functions:Keys:Function", function), new("Functions:Keys:Admin", admin)]).Build();

    private static HttpRequest Showing(string key)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers["x-functions-key"] = key;
        return request;
    }
}

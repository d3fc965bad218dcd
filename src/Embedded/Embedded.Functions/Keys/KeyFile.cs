using System.Security.Cryptography;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Keys;

/// <summary>The keys made at first start, readable by the owner only and in no other file.</summary>
internal static class KeyFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int KeyBytes = 32;

    public static Keys ReadOrMake(string directory)
    {
        var path = Path.Combine(directory, "functions.json");
        if (!File.Exists(path))
            Make(directory, path);
        return JsonSerializer.Deserialize<Keys>(File.ReadAllBytes(path), JsonSerializerOptions.Web)
            is { Function.Length: > 0, Admin.Length: > 0 } keys
            ? keys
            : throw new InvalidDataException($"'{path}' does not hold a function key and an admin key.");
    }

    // Written aside and moved, so that a crash leaves no half of a file.
    private static void Make(string directory, string path)
    {
        var aside = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, Owner | UnixFileMode.UserExecute);
            File.SetUnixFileMode(directory, Owner | UnixFileMode.UserExecute);
            aside.UnixCreateMode = Owner;
        }
        using (var stream = new FileStream(path + ".new", aside))
        {
            JsonSerializer.Serialize(stream, new Keys(NewKey(), NewKey()), JsonSerializerOptions.Web);
            stream.Flush(flushToDisk: true);
        }
        File.Move(path + ".new", path);
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    internal sealed record Keys(string Function, string Admin)
    {
        public override string ToString() => "function and admin key";
    }
}

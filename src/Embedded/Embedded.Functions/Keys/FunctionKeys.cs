using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Keys;

/// <summary>Function and admin key: from configuration, else made once and kept in a file that only its owner reads.</summary>
internal sealed class FunctionKeys
{
    private const int KeyBytes = 32;

    private readonly byte[] _function;
    private readonly byte[] _admin;

    private FunctionKeys(string function, string admin) => (_function, _admin) = (Encoding.UTF8.GetBytes(function), Encoding.UTF8.GetBytes(admin));

    public static FunctionKeys Load(IConfiguration configuration, string directory)
    {
        var (function, admin) = (configuration["Functions:Keys:Function"], configuration["Functions:Keys:Admin"]);
        if (function is null || admin is null)
        {
            var kept = Kept(directory);
            (function, admin) = (function ?? kept.Function, admin ?? kept.Admin);
        }

        return new FunctionKeys(function, admin);
    }

    public bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        var shown = request.Headers["x-functions-key"].ToString() is { Length: > 0 } header ? header : request.Query["code"].ToString();
        var key = Encoding.UTF8.GetBytes(shown);
        // Both are compared, always, and in constant time.
        var isAdmin = CryptographicOperations.FixedTimeEquals(key, _admin);
        var isFunction = CryptographicOperations.FixedTimeEquals(key, _function);
        return isAdmin || (isFunction && level is AuthorizationLevel.Function or AuthorizationLevel.User);
    }

    private static KeptKeys Kept(string directory)
    {
        var file = Path.Combine(directory, "functions.json");
        if (File.Exists(file))
            return JsonSerializer.Deserialize<KeptKeys>(File.ReadAllText(file))!;
        var made = new KeptKeys(Make(), Make());
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(directory);
        else
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, options);
        JsonSerializer.Serialize(stream, made);
        return made;
    }

    private static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    private sealed record KeptKeys(string Function, string Admin);
}

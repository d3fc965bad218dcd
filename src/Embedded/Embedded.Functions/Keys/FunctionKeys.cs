using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Keys;

/// <summary>The keys that open functions to HTTP callers.</summary>
internal sealed class FunctionKeys
{
    private readonly byte[] _function;
    private readonly byte[] _admin;

    public FunctionKeys(string function, string admin)
    {
        _function = Digest(function);
        _admin = Digest(admin);
    }

    /// <summary>From the settings; what they lack, from the file of the data directory, which the first start makes.</summary>
    public static FunctionKeys Load(IConfiguration settings, string directory)
    {
        var (function, admin) = (settings["Functions:Keys:Function"], settings["Functions:Keys:Admin"]);
        if (string.IsNullOrEmpty(function) || string.IsNullOrEmpty(admin))
        {
            var kept = KeyFile.ReadOrMake(directory);
            function = string.IsNullOrEmpty(function) ? kept.Function : function;
            admin = string.IsNullOrEmpty(admin) ? kept.Admin : admin;
        }
        return new FunctionKeys(function, admin);
    }

    /// <summary>The key stands in the header <c>x-functions-key</c>, or in the query as <c>code</c>.</summary>
    public bool Admit(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        var shown = request.Headers["x-functions-key"].FirstOrDefault() ?? request.Query["code"].FirstOrDefault();
        if (string.IsNullOrEmpty(shown))
            return false;
        var digest = Digest(shown);
        return CryptographicOperations.FixedTimeEquals(digest, _admin)
            || (level == AuthorizationLevel.Function && CryptographicOperations.FixedTimeEquals(digest, _function));
    }

    // Digests have one length, so that comparing them tells nothing of the key's.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

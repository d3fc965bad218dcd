using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>Section <c>Public</c>: where people outside reach this app.</summary>
public sealed class PublicAddress
{
    public const string Section = "Public";

    /// <summary>
    /// Absolute address in front of <c>/link/…</c>, route prefix included: <c>https://migrate.example/api</c>. Required on Azure, and https there;
    /// elsewhere links begin with <c>/link</c> without it.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    internal string Base => BaseUrl.TrimEnd('/');

    internal IEnumerable<Refusal> Refusals(bool isAzure)
    {
        var setting = $"{Section}:{nameof(BaseUrl)}";
        if (BaseUrl is "" ? isAzure : !IsAddress(isAzure))
        {
            yield return Refusal.Example(
                setting,
                BaseUrl is ""
                    ? "is not set, and the links that people get begin with it."
                    : $"must be {(isAzure ? "an https" : "a whole http or https")} address, and nothing after its path.",
                "https://migrate.example/api");
        }
    }

    private bool IsAddress(bool isAzure) =>
        !BaseUrl.Any(char.IsWhiteSpace)
        && Uri.TryCreate(BaseUrl, UriKind.Absolute, out var address) && address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (!isAzure && address.Scheme == Uri.UriSchemeHttp));
}

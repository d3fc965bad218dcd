namespace RdsCalOrchestrator.Demo;

/// <summary>An app and a simulated estate that run already.</summary>
/// <param name="App">Address of its API, route prefix included.</param>
/// <param name="Key">From the environment, for a command line is everybody's to read.</param>
internal sealed record Elsewhere(Uri App, Uri Estate, string Key)
{
    private const string KeyVariable = "RDSCAL_APP_KEY";

    /// <summary>Null when the two are not both addresses.</summary>
    internal static Elsewhere? Find(string? app, string? estate) =>
        Uri.TryCreate(app, UriKind.Absolute, out var api) && Uri.TryCreate(estate, UriKind.Absolute, out var simulator)
            ? new Elsewhere(api, simulator, Environment.GetEnvironmentVariable(KeyVariable) ?? "")
            : null;

    internal string ApiBase => App.ToString().TrimEnd('/');
}

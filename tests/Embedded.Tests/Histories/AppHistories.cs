using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Functions;

namespace Embedded.Tests.Histories;

/// <summary>The app's orchestrations as they are written today, and what they once did.</summary>
public sealed class AppHistories : IDisposable
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Histories", "Recorded");

    private readonly TemporaryDirectory _data = new();
    private readonly IHost _app;

    public AppHistories() => _app = OrchestratorApp.CreateBuilder(["--DataDirectory", _data.Path]).Build();

    public static IReadOnlyList<string> Files { get; } =
        [.. Directory.GetFiles(Folder).Select(static file => Path.GetFileName(file)).Order()];

    internal static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    internal static RecordedHistory Read(string file) => RecordedHistory.Parse(Text(file));

    internal string? DifferenceOf(RecordedHistory history) =>
        new HistoryReplay(_app.Services.GetRequiredService<ITaskRunner>()).DifferenceOf(history);

    public void Dispose()
    {
        _app.Dispose();
        _data.Dispose();
    }
}

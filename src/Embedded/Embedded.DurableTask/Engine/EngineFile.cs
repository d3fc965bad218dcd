using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>The engine's directory and its file: locked for one process, opened in WAL mode, brought to the newest schema.</summary>
internal sealed class EngineFile : IDisposable
{
    private const string SchemaFolder = "Engine.Schema.";

    private readonly FileStream _lock;

    public EngineFile(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            _lock = new FileStream(Path.Combine(directory, "engine.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken)
        {
            throw new InvalidOperationException($"The engine directory '{directory}' is used by another process. One process runs an engine directory.", taken);
        }

        Connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(directory, "engine.db"), Pooling = false }.ToString());
        Connection.Open();
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = FULL");
        Upgrade();
    }

    public SqliteConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _lock.Dispose();
    }

    private void Upgrade()
    {
        using var transaction = Connection.BeginTransaction();
        using var read = Connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var applied = (long)read.ExecuteScalar()!;
        var assembly = typeof(EngineFile).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(static n => n.StartsWith(SchemaFolder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            var number = int.Parse(name.AsSpan(SchemaFolder.Length, 4), System.Globalization.CultureInfo.InvariantCulture);
            if (number <= applied)
                continue;
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            Execute(script.ReadToEnd());
            Execute($"PRAGMA user_version = {number}");
        }

        transaction.Commit();
    }

    private void Execute(string text)
    {
        using var command = Connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }
}

using System.Text.Json;
using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Simulator.Clearinghouse;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>
/// The estate on disk, in parts. A change writes the parts it has touched in one transaction: it is there wholly or not at all, and costs
/// what it changed, however large the estate.
/// </summary>
internal sealed class EstateFile : IDisposable
{
    private readonly SqliteConnection _connection;

    private EstateFile(SqliteConnection connection) => _connection = connection;

    public static EstateFile Open(string data)
    {
        var source = new SqliteConnectionStringBuilder { DataSource = PathIn(data), Pooling = false };
        var connection = new SqliteConnection(source.ConnectionString);
        connection.Open();
        // What the kernel has taken survives a killed process, so nothing is flushed to the platter.
        Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;");
        Execute(
            connection,
            "CREATE TABLE IF NOT EXISTS part (kind TEXT NOT NULL, name TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, name))");
        return new(connection);
    }

    /// <summary>The estate as it is on disk now, whoever holds it; null: none was ever written.</summary>
    public static EstateState? Read(string data)
    {
        if (!File.Exists(PathIn(data)))
            return null;
        using var file = Open(data);
        return file.Load();
    }

    /// <returns>Null: nobody has saved one yet.</returns>
    public EstateState? Load()
    {
        // All parts as they were at one moment.
        using var snapshot = _connection.BeginTransaction(deferred: true);
        if (All<EstateHead>(EstatePart.Heads) is not [var head])
            return null;
        var clearinghouse = All<ClearinghouseHead>(EstatePart.Clearinghouses).Single();
        return new()
        {
            Seed = head.Seed,
            Switches = head.Switches,
            Throttling = head.Throttling,
            Machines = All<Machine>(EstatePart.Machines),
            Clearinghouse = new()
            {
                Servers = clearinghouse.Servers,
                KeyPackIds = clearinghouse.KeyPackIds,
                Purchases = All<SimulatedPurchase>(EstatePart.Purchases),
            },
            Effects = All<AppliedEffect>(EstatePart.Effects),
            Executions = All<ScriptExecution>(EstatePart.Executions),
            Blobs = All<WrittenBlob>(EstatePart.Blobs),
        };
    }

    public void Save(IEnumerable<EstatePart> parts)
    {
        using var transaction = _connection.BeginTransaction();
        using var command = _connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            "INSERT INTO part (kind, name, json) VALUES ($kind, $name, $json) ON CONFLICT (kind, name) DO UPDATE SET json = excluded.json";
        var kind = command.Parameters.Add("$kind", SqliteType.Text);
        var name = command.Parameters.Add("$name", SqliteType.Text);
        var json = command.Parameters.Add("$json", SqliteType.Text);
        foreach (var part in parts)
        {
            (kind.Value, name.Value) = (part.Kind, part.Name);
            json.Value = JsonSerializer.Serialize(part.Value, part.Value.GetType(), EstateJson.Options);
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    public void Dispose() => _connection.Dispose();

    // In the order in which they were first written.
    private List<T> All<T>(string kind)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT json FROM part WHERE kind = $kind ORDER BY rowid";
        command.Parameters.AddWithValue("$kind", kind);
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
            all.Add(JsonSerializer.Deserialize<T>(rows.GetString(0), EstateJson.Options)!);
        return all;
    }

    private static string PathIn(string data) => Path.Combine(data, "estate.db");

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Functions.Records;
using Xunit;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Tests.Records;

public sealed class JournalTests : IDisposable
{
    private const string Marked = "MARKED-SECRET-4711";

    private static readonly DateTimeOffset Now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly JournalSerializer _serializer = new(new EphemeralDataProtectionProvider());
    private readonly FakeTimeProvider _time = new(Now);

    private string File => _directory.File("journal.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_EntriesOfSeveralTypes_AreReadAsTheTypesTheyAre()
    {
        var journal = Journal();
        var empty = await journal.ReadAsync<DoorEntry>("alder:door", Cancellation);

        Assert.True(await journal.AppendAsync(empty, "ines", [("built", new DoorEntry.Built(Colour.Green))], [], Cancellation));
        _time.Advance(TimeSpan.FromMinutes(1));
        var built = await journal.ReadAsync<DoorEntry>("alder:door", Cancellation);
        Assert.True(await journal.AppendAsync(built, "system", [("locked", new DoorEntry.Locked(new Secret(Marked)))], [], Cancellation));

        var read = await journal.ReadAsync<DoorEntry>("alder:door", Cancellation);
        Assert.Equal(2, read.Version);
        Assert.Equal(new("built", Now, "ines", new DoorEntry.Built(Colour.Green)), read.Entries[0]);
        Assert.Equal(new("locked", Now.AddMinutes(1), "system", new DoorEntry.Locked(new Secret(Marked))), read.Entries[1]);
    }

    [Fact]
    public async Task Append_FromAStreamThatMovedOn_IsFalse()
    {
        var journal = Journal();
        var empty = await journal.ReadAsync<DoorEntry>("alder:door", Cancellation);
        await journal.AppendAsync(empty, "ines", [("built", new DoorEntry.Built(Colour.Green))], [], Cancellation);

        Assert.False(await journal.AppendAsync(empty, "ines", [("painted", new DoorEntry.Built(Colour.Red))], [], Cancellation));
    }

    [Fact]
    public async Task ReadOn_FindsWhatAnotherHostHasAppendedSince()
    {
        var (ours, theirs) = (Journal(), Journal());
        var known = await ours.ReadAsync<DoorEntry>("s", Cancellation);
        Assert.True(await theirs.AppendAsync(known, "ines", [("built", (DoorEntry)new DoorEntry.Built(Colour.Green))], [], Cancellation));

        var read = await ours.ReadOnAsync(known, Cancellation);

        Assert.Equal((1, "built"), (read.Version, Assert.Single(read.Entries).Key));
        Assert.Same(read, await ours.ReadOnAsync(read, Cancellation));
    }

    [Fact]
    public async Task Append_AnEntry_StoresItsTypesNameAndReadableContent()
    {
        IRecordStore store = new SqliteRecordStore(File);
        var journal = new Journal(store, _serializer, _time);

        await journal.AppendAsync<DoorEntry>(new("s", 0, []), "ines", [("built", new DoorEntry.Built(Colour.Green))], [], Cancellation);

        var stored = Assert.Single(await store.ReadAsync("s", Cancellation));
        Assert.Equal("Built", stored.Kind);
        Assert.Equal("""{"entry":"Built","colour":"Green"}""", stored.Content);
    }

    [Fact]
    public async Task Append_ASecret_LiesOnTheDiskOnlyEncrypted()
    {
        var journal = Journal();
        var row = new Row("alder", "m", _serializer.Write(new DoorEntry.Locked(new Secret(Marked))));

        await journal.AppendAsync<DoorEntry>(new("s", 0, []), "ines", [("locked", new DoorEntry.Locked(new Secret(Marked)))], [row], Cancellation);

        var written = Directory.GetFiles(Path.GetDirectoryName(File)!).Select(System.IO.File.ReadAllBytes).ToList();
        Assert.Contains(written, bytes => bytes.AsSpan().IndexOf("protected"u8) >= 0);
        Assert.DoesNotContain(written, bytes => bytes.AsSpan().IndexOf("MARKED-SECRET-4711"u8) >= 0);
    }

    [Fact]
    public void Write_ASecret_IsAnObjectThatOnlyTheSameKeysCanRead()
    {
        var json = _serializer.Write(new DoorEntry.Locked(new Secret(Marked)));

        using var document = JsonDocument.Parse(json);
        Assert.DoesNotContain(Marked, document.RootElement.GetProperty("key").GetProperty("protected").GetString(), StringComparison.Ordinal);
        Assert.Equal(Marked, _serializer.Read<DoorEntry.Locked>(json).Key!.Reveal());
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => new JournalSerializer(new EphemeralDataProtectionProvider()).Read<DoorEntry.Locked>(json));
    }

    [Fact]
    public void Write_NoSecret_IsNull()
    {
        var json = _serializer.Write(new DoorEntry.Locked(null));

        Assert.Null(_serializer.Read<DoorEntry.Locked>(json).Key);
    }

    [Fact]
    public void Read_ASecretInTheClear_IsRefusedWithoutRepeatingIt()
    {
        var refused = Assert.ThrowsAny<Exception>(() => _serializer.Read<DoorEntry.Locked>($$"""{"key":"{{Marked}}"}"""));

        Assert.DoesNotContain(Marked, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OtherSerializers_StillRefuseASecret() =>
        Assert.Throws<JsonException>(() => JsonSerializer.Serialize(new DoorEntry.Locked(new Secret(Marked))));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private Journal Journal() => new(new SqliteRecordStore(File), _serializer, _time);

    private enum Colour
    {
        Red,
        Green,
    }

    [JsonPolymorphic(TypeDiscriminatorPropertyName = "entry")]
    [JsonDerivedType(typeof(Built), nameof(Built))]
    [JsonDerivedType(typeof(Locked), nameof(Locked))]
    private abstract record DoorEntry
    {
        public sealed record Built(Colour Colour) : DoorEntry;

        public sealed record Locked(Secret? Key) : DoorEntry;
    }
}

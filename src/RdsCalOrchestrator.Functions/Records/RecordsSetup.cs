using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Where records lie. Settings: <c>DataDirectory</c> (default <c>data</c>), <c>Records:Directory</c> (default <c>journal</c> in it; several
/// apps may share one), <c>Records:KeyRing</c> (default <c>keys/ring</c> in it).
/// </summary>
internal static class RecordsSetup
{
    internal static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        var data = configuration["DataDirectory"] ?? "data";
        var records = configuration["Records:Directory"] ?? Path.Combine(data, "journal");
        var ring = configuration["Records:KeyRing"] ?? Path.Combine(data, "keys", "ring");
        services.AddDataProtection().SetApplicationName("RdsCalOrchestrator").PersistKeysToFileSystem(OwnersOnly(ring));
        services.AddSingleton<IRecordStore>(_ => new SqliteRecordStore(Path.Combine(Directory.CreateDirectory(records).FullName, "journal.db")));
        services.AddSingleton<JournalSerializer>();
        services.AddSingleton(static s => new Journal(s.GetRequiredService<IRecordStore>(), s.GetRequiredService<JournalSerializer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new MigrationJournal(s.GetRequiredService<Journal>()));
        services.AddSingleton(static s => new KeyedHash(s.GetRequiredService<Journal>()));
        return services;
    }

    // Who reads the ring reads every secret: nobody but the owner, and never beside what it protects.
    private static DirectoryInfo OwnersOnly(string path)
    {
        var ring = Directory.CreateDirectory(path);
        // Also of a directory that was there before.
        if (!OperatingSystem.IsWindows())
            ring.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        return ring;
    }
}

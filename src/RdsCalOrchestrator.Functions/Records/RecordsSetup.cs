using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Where records and their keys lie: <c>DataDirectory</c> (<c>data</c>), <c>Records:Directory</c> (<c>journal</c> in it) and
/// <c>Records:KeyRing</c> (<c>keys/ring</c> in it). Keys never lie in the journal's directory.
/// </summary>
internal static class RecordsSetup
{
    public static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        var data = configuration["DataDirectory"] ?? "data";
        var journal = Path.GetFullPath(configuration["Records:Directory"] ?? Path.Combine(data, "journal"));
        var ring = Path.GetFullPath(configuration["Records:KeyRing"] ?? Path.Combine(data, "keys", "ring"));

        // Every process that shares the journal must read the others' secrets: same name, same ring.
        services.AddDataProtection().SetApplicationName("RdsCalOrchestrator").PersistKeysToFileSystem(OwnersOnly(ring));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IRecordStore>(_ => new SqliteRecordStore(Path.Combine(Directory.CreateDirectory(journal).FullName, "journal.db")));
        services.AddSingleton<JournalSerializer>();
        services.AddSingleton<Journal>();
        return services;
    }

    private static DirectoryInfo OwnersOnly(string directory)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(directory);

        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        var created = Directory.CreateDirectory(directory, owner);
        created.UnixFileMode = owner;
        return created;
    }
}

using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Functions.Records.Keys;
using RdsCalOrchestrator.Functions.Records.Tables;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Where records lie: in Azure tables (<see cref="TableSettings"/>), or else in a file. Settings: <c>DataDirectory</c> (default <c>data</c>),
/// <c>Records:Directory</c> (default <c>journal</c> in it; several apps may share one). The key ring lies in the key vault
/// <c>Records:KeyVaultUri</c>, or else in the directory <c>Records:KeyRing</c> (default <c>keys/ring</c> in it).
/// </summary>
internal static class RecordsSetup
{
    /// <exception cref="InvalidOperationException">A setting is missing, or is none that may be used here.</exception>
    internal static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        var data = configuration["DataDirectory"] ?? "data";
        AddKeyRing(services, configuration, data);
        AddStore(services, configuration, data);
        services.AddSingleton<JournalSerializer>();
        services.AddSingleton(static s => new Journal(s.GetRequiredService<IRecordStore>(), s.GetRequiredService<JournalSerializer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new MigrationJournal(s.GetRequiredService<Journal>()));
        services.AddSingleton(static s => new KeyedHash(s.GetRequiredService<Journal>()));
        return services;
    }

    private static void AddStore(IServiceCollection services, IConfiguration configuration, string data)
    {
        if (TableSettings.Account(configuration) is { } account)
        {
            services.AddSingleton<IRecordStore>(_ => new TableRecordStore(account, TableSettings.Name(configuration)));
            return;
        }

        var records = configuration["Records:Directory"] ?? Path.Combine(data, "journal");
        services.AddSingleton<IRecordStore>(_ => new SqliteRecordStore(Path.Combine(Directory.CreateDirectory(records).FullName, "journal.db")));
    }

    private static void AddKeyRing(IServiceCollection services, IConfiguration configuration, string data)
    {
        var protection = services.AddDataProtection().SetApplicationName("RdsCalOrchestrator");
        if (KeyVaultXmlRepository.Find(configuration) is { } vault)
            protection.AddKeyManagementOptions(options => options.XmlRepository = vault);
        else
            protection.PersistKeysToFileSystem(OwnersOnly(configuration["Records:KeyRing"] ?? Path.Combine(data, "keys", "ring")));
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

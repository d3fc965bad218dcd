using Azure.Identity;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions.Records.Keys;
using RdsCalOrchestrator.Functions.Records.Tables;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// Records in Azure tables, or else in a file; the key ring in a key vault, or else in a directory, as <see cref="RecordsOptions"/> say.
/// What has no place of its own lies in <c>DataDirectory</c> (default <c>data</c>).
/// </summary>
internal static class RecordsSetup
{
    internal static IServiceCollection AddRecords(this IServiceCollection services, IConfiguration configuration)
    {
        var data = configuration["DataDirectory"] ?? "data";
        services.AddDataProtection().SetApplicationName("RdsCalOrchestrator");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<RecordsOptions>, ILoggerFactory>(
            (keys, options, logs) => keys.XmlRepository = KeyRing(options.Value, data, logs));
        services.AddSingleton(s => Store(s.GetRequiredService<IOptions<RecordsOptions>>().Value, data));
        services.AddSingleton<JournalSerializer>();
        services.AddSingleton(static s => new Journal(
            s.GetRequiredService<IRecordStore>(), s.GetRequiredService<JournalSerializer>(), s.GetRequiredService<TimeProvider>()));
        services.AddSingleton(static s => new MigrationJournal(s.GetRequiredService<Journal>()));
        services.AddSingleton(static s => new KeyedHash(s.GetRequiredService<Journal>()));
        return services;
    }

    private static IRecordStore Store(RecordsOptions options, string data)
    {
        if (TableAccount.Open(options) is { } account)
            return new TableRecordStore(account, options.Tables);
        var directory = options.Directory is "" ? Path.Combine(data, "journal") : options.Directory;
        return new SqliteRecordStore(Path.Combine(Directory.CreateDirectory(directory).FullName, "journal.db"));
    }

    private static IXmlRepository KeyRing(RecordsOptions options, string data, ILoggerFactory logs) => options.KeyVaultUri is { } vault
        ? new KeyVaultXmlRepository(new SecretClient(vault, new DefaultAzureCredential()))
        : new FileSystemXmlRepository(OwnersOnly(options.KeyRing is "" ? Path.Combine(data, "keys", "ring") : options.KeyRing), logs);

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

using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What a license program is in WMI. Source: Win32_TSLicenseKeyPack, its Import… methods and KeyPackType.</summary>
public static class ImportCalls
{
    /// <summary>KeyPackType of packs bought under a program: 1 retail, 2 volume, 5 open license.</summary>
    public static int KeyPackType(LicenseProgram program) => program switch
    {
        LicenseProgram.Retail => 1,
        LicenseProgram.Open => 5,
        _ => 2,
    };

    /// <summary>AgreementType: 0 Select, 1 Enterprise, 2 Campus, 3 School, 4 SPLA, 5 any other; null for retail and open license.</summary>
    public static int? AgreementType(LicenseProgram program) => program switch
    {
        LicenseProgram.Select => 0,
        LicenseProgram.Enterprise => 1,
        LicenseProgram.Campus => 2,
        LicenseProgram.School => 3,
        LicenseProgram.Spla => 4,
        LicenseProgram.Other => 5,
        _ => null,
    };

    public static string ProgramWords(int keyPackType) => keyPackType switch
    {
        1 => "retail",
        2 => "volume",
        5 => "open license",
        _ => $"type {keyPackType}",
    };
}

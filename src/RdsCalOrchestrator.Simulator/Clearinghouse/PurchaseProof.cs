namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>What a customer shows to prove a purchase. Secret: it never leaves the Clearinghouse's part of the estate.</summary>
internal sealed record PurchaseProof(
    string Program, string? AgreementNumber, string? LicenseNumber, string? AuthorizationNumber, string? LicenseCode)
{
    public const string Retail = "retail";
    public const string Open = "open";

    // Values of AgreementType: InstallAgreementLicenseKeyPack method of Win32_TSLicenseKeyPack.
    private static readonly string[] AgreementPrograms = ["select", "enterprise", "campus", "school", "spla", "other"];

    /// <summary>KeyPackType of Win32_TSLicenseKeyPack: 1 retail, 2 volume, 5 open.</summary>
    public int KeyPackType() => Program switch { Retail => 1, Open => 5, _ => 2 };

    public static PurchaseProof Agreement(int agreementType, string number) =>
        new(AgreementPrograms.ElementAtOrDefault(agreementType) ?? "", number, null, null, null);

    public static PurchaseProof OpenLicense(string license, string authorization) => new(Open, null, license, authorization, null);

    public static PurchaseProof RetailCode(string code) => new(Retail, null, null, null, code);

    /// <summary>From a form: only the fields that the program asks for count.</summary>
    public static PurchaseProof? FromForm(
        string program, string? agreement, string? license, string? authorization, string? code) => program switch
    {
        Retail => RetailCode(Ids.Plain(code)),
        Open => OpenLicense(Ids.Plain(license), Ids.Plain(authorization)),
        _ when AgreementPrograms.Contains(program) => new(program, Ids.Plain(agreement), null, null, null),
        _ => null,
    };

    public override string ToString() => $"{Program} purchase";
}

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>Who asks. The site wants these four before anything else (Microsoft Learn, "Migrate RDS CALs" and "Activate").</summary>
internal record CompanyForm
{
    public string? LastName { get; init; }

    public string? FirstName { get; init; }

    public string? CompanyName { get; init; }

    public string? CountryRegion { get; init; }

    protected string? MissingCompanyField() =>
        Missing(("last name", LastName), ("first name", FirstName), ("company name", CompanyName), ("country or region", CountryRegion));

    protected static string? Missing(params ReadOnlySpan<(string Label, string? Value)> fields)
    {
        foreach (var (label, value) in fields)
        {
            if (string.IsNullOrWhiteSpace(value))
                return $"The {label} is missing.";
        }

        return null;
    }
}

/// <summary>"Activate a license server".</summary>
internal sealed record ActivationForm : CompanyForm
{
    public string? ProductId { get; init; }

    public GivenId Submit(ClearinghouseRegister register) =>
        MissingCompanyField() is { } problem ? GivenId.Refused(problem) : register.Activate((ProductId ?? "").Trim().ToUpperInvariant());
}

/// <summary>"Manage CALs".</summary>
internal sealed record CalForm : CompanyForm
{
    public string? TargetLicenseServerId { get; init; }

    public string? Reason { get; init; }

    public string? Program { get; init; }

    public string? AgreementNumber { get; init; }

    public string? LicenseNumber { get; init; }

    public string? AuthorizationNumber { get; init; }

    public string? LicenseCode { get; init; }

    public string? Version { get; init; }

    public string? CalType { get; init; }

    public long? Quantity { get; init; }

    /// <summary>Empty or <c>unknown</c>: nobody kept it.</summary>
    public string? SourceLicenseServerId { get; init; }

    public GivenId Submit(ClearinghouseRegister register, bool byTelephone)
    {
        if ((Missing(("target license server ID", TargetLicenseServerId), ("reason", Reason)) ?? MissingCompanyField()) is { } missing)
            return GivenId.Refused(missing);
        if (PurchaseProof.FromForm(Program ?? "", AgreementNumber, LicenseNumber, AuthorizationNumber, LicenseCode) is not { } proof)
            return GivenId.Refused("There is no such license program.");
        if (CalProduct.FromForm(Version ?? "", CalType ?? "") is not { } product)
            return GivenId.Refused("There are no CALs of this version and type.");
        var source = Ids.Plain(SourceLicenseServerId) is { Length: > 0 } id && id != "UNKNOWN" ? id : null;
        return register.GiveKeyPackId(new(Ids.Plain(TargetLicenseServerId), proof, product, Quantity ?? 0, source), byTelephone);
    }
}

/// <summary>What is said on the telephone: which of the two, and the same answers.</summary>
internal sealed record TelephoneCall
{
    public ActivationForm? Activate { get; init; }

    public CalForm? ManageCals { get; init; }
}

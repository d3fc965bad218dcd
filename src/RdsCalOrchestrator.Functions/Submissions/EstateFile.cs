using System.Text.Json;
using System.Text.RegularExpressions;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Reads estate.json: its form, its references, and what the first version does not know yet.</summary>
internal sealed partial class EstateFile
{
    private const int LongestKey = 40;

    private readonly InputCheck _check;
    private readonly EstateDocument _estate;

    private EstateFile(EstateDocument estate, InputCheck check) => (_estate, _check) = (estate, check);

    internal EstateDocument Document => _estate;

    /// <summary>Null when it cannot be read at all; what is wrong is in the check.</summary>
    internal static EstateFile? Read(SubmittedFile file, InputCheck check)
    {
        if (FileText.Refuses(file, check))
            return null;
        try
        {
            var text = FileText.Decode(file.Content);
            if (Code25().IsMatch(text))
            {
                check.Refuse(null, "", "A 25-character license code stands in the file.", "Put it into an environment variable of the app and name that in codesRef; then change the file's history.");
                return null;
            }

            var estate = JsonSerializer.Deserialize<EstateDocument>(text, EstateJson.Options);
            if (estate?.Customers is null || estate.Servers is null)
            {
                check.Refuse(null, "", "The file names no customers or no servers.", "Fill the lists customers and servers.");
                return null;
            }

            var read = new EstateFile(estate, check);
            read.CheckAll();
            return read;
        }
        catch (JsonException wrong)
        {
            check.Refuse((int?)wrong.LineNumber + 1, wrong.Path ?? "", "This is not what an estate file holds here: a field is unknown, missing or of another type.", "Compare it with samples/estate.json; only fields that stand there are known.");
            return null;
        }
    }

    internal CustomerRow? Customer(string key) => _estate.Customers.FirstOrDefault(c => c.Customer == key);

    internal ServerRow? FindServer(string key) => _estate.Servers.FirstOrDefault(s => s.Server == key);

    internal PurchaseRow? FindPurchase(string key) => _estate.Purchases?.FirstOrDefault(p => p.Purchase == key);

    internal PolicyRow? FindPolicy(string key) => _estate.Policies?.FirstOrDefault(p => p.Policy == key);

    internal static Server ServerOf(ServerRow row) => new(
        new ServerKey(row.Server), row.Channel == "azureVm" ? Channel.AzureVm : Channel.None, row.ResourceId is null ? null : ServerId.TryParse(row.ResourceId), row.Address, row.Os,
        row.LicenseServerId is null or "unknown" ? null : LicenseServerId.Parse(row.LicenseServerId).Value, row.ProductId);

    internal Company? CompanyOf(string customer) =>
        _estate.Companies?.FirstOrDefault(c => c.Company == Customer(customer)?.Company) is { } c
            ? new Company(c.Company, c.FirstName, c.LastName, c.CompanyName, c.CountryRegion, c.CountryRegionLocal, c.Email, c.Phone, c.OrgUnit, c.Address, c.City, c.State, c.PostalCode)
            : null;

    internal static Purchase PurchaseOf(PurchaseRow row)
    {
        var kind = new CalKind(Tokens.Version(row.Version)!.Value, Tokens.CalTypeOf(row.CalType)!.Value);
        return row.Program switch
        {
            "retail" => new Purchase.Retail(row.Purchase, kind, row.Quantity, row.Proof, row.CodesRef!),
            "open" => new Purchase.OpenLicense(row.Purchase, kind, row.Quantity, row.Proof, new Secret(row.LicenseNumber!), new Secret(row.AuthorizationNumber!)),
            _ => new Purchase.Agreement(row.Purchase, Tokens.Program(row.Program)!.Value, kind, row.Quantity, row.Proof, new Secret(row.AgreementNumber!)),
        };
    }

    /// <summary>Approvers of a customer with a right, in the customer's order; a row may name its own.</summary>
    internal IReadOnlyList<Approver> Approvers(string customer, string right, IReadOnlyList<string> named)
    {
        var keys = named.Count > 0 ? named : Customer(customer)?.Approvers ?? [];
        return
        [
            .. keys.Select(k => _estate.Approvers?.FirstOrDefault(a => a.Approver == k))
                .Where(a => a is not null && a.Answers.Contains(right) && a.Customer is var of && (of == customer || of == "*"))
                .Select(static a => new Approver(a!.Approver, a.Name, a.Email)),
        ];
    }

    private void CheckAll()
    {
        if (_estate.Hosts is { Count: > 0 })
            _check.Refuse(null, "hosts", "Session hosts are not known yet.", "Leave hosts empty; a person attests that they have moved.");
        Doubled(_estate.Customers.Select(static c => c.Customer), "customers");
        Doubled(_estate.Servers.Select(static s => s.Server), "servers");
        Doubled(_estate.Purchases?.Select(static p => p.Purchase), "purchases");
        Doubled(_estate.Approvers?.Select(static a => a.Approver), "approvers");
        Doubled(_estate.Policies?.Select(static p => p.Policy), "policies");
        foreach (var customer in _estate.Customers)
            CheckCustomer(customer);
        foreach (var server in _estate.Servers)
            CheckServer(server);
        foreach (var purchase in _estate.Purchases ?? [])
            CheckPurchase(purchase);
        foreach (var approver in _estate.Approvers ?? [])
        {
            if (approver.Customer != "*")
                Known(approver.Customer, $"approvers/{approver.Approver}/customer");
        }
    }

    private void CheckCustomer(CustomerRow customer)
    {
        var at = $"customers/{customer.Customer}";
        if (customer.Customer.Length > LongestKey || !KeyForm().IsMatch(customer.Customer))
            _check.Refuse(null, at, $"A customer's key has at most {LongestKey} characters: letters, digits, dot, hyphen, underscore.", "Choose a shorter key.");
        if (customer.Company is { } company && _estate.Companies?.Any(c => c.Company == company) != true)
            _check.Refuse(null, $"{at}/company", $"There is no company '{company}'.", "Add it to companies.");
        if (customer.Policy is { } policy && FindPolicy(policy) is null)
            _check.Refuse(null, $"{at}/policy", $"There is no policy '{policy}'.", "Add it to policies.");
        foreach (var approver in customer.Approvers ?? [])
        {
            if (_estate.Approvers?.Any(a => a.Approver == approver) != true)
                _check.Refuse(null, $"{at}/approvers", $"There is no approver '{approver}'.", "Add it to approvers.");
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(customer.TimeZone, out _))
            _check.Refuse(null, $"{at}/timeZone", $"'{customer.TimeZone}' is no time zone.", "Write an IANA name such as Europe/Berlin.");
    }

    private void CheckServer(ServerRow server)
    {
        var at = $"servers/{server.Server}";
        Known(server.Customer, $"{at}/customer");
        if (server.Channel is not ("azureVm" or "none"))
            _check.Refuse(null, $"{at}/channel", $"Channel '{server.Channel}' is not known yet.", "Use azureVm, or none with the source declared unreachable or gone.");
        if (server.Channel == "azureVm" && (server.ResourceId is null || ServerId.TryParse(server.ResourceId) is null))
            _check.Refuse(null, $"{at}/resourceId", "The resource ID of a virtual machine is needed.", "Copy it from the machine's properties: /subscriptions/…/virtualMachines/NAME.");
        if (server.Channel == "none" && server.ResourceId is not null)
            _check.Refuse(null, $"{at}/resourceId", "A server nobody can reach has no resource ID here.", "Remove it, or use channel azureVm.");
        if (server.Channel == "none" && server.Os is null)
            _check.Refuse(null, $"{at}/os", "The operating system of a server that cannot be read must be given.", "Add os.");
        if (server.LicenseServerId is { } id && id != "unknown")
            Report(LicenseServerId.Parse(id), $"{at}/licenseServerId");
    }

    private void CheckPurchase(PurchaseRow purchase)
    {
        var at = $"purchases/{purchase.Purchase}";
        Known(purchase.Customer, $"{at}/customer");
        if (Tokens.Version(purchase.Version) is null)
            _check.Refuse(null, $"{at}/version", $"'{purchase.Version}' is no CAL version.", "Use 2008, 2008R2, 2012, 2016, 2019, 2022 or 2025.");
        if (Tokens.CalTypeOf(purchase.CalType) is null)
            _check.Refuse(null, $"{at}/calType", $"'{purchase.CalType}' is no CAL type.", "Use user or device.");
        if (Tokens.Program(purchase.Program) is not { } program)
        {
            _check.Refuse(null, $"{at}/program", $"'{purchase.Program}' is no license program.", "Use retail, open, select, enterprise, campus, school, spla or other.");
            return;
        }

        if (new[] { purchase.AgreementNumber, purchase.LicenseNumber, purchase.AuthorizationNumber, purchase.CodesRef }.Contains("ask"))
            _check.Refuse(null, at, "The value ask is not known yet.", "Write the number, or an env: reference for codes.");
        else if (program == LicenseProgram.Retail)
            Form(purchase.CodesRef, CodesRefForm(), $"{at}/codesRef", "env:NAME of an environment variable that holds one code per line");
        else if (program == LicenseProgram.Open)
        {
            Form(purchase.LicenseNumber, LicenseForm(), $"{at}/licenseNumber", "8 digits");
            Form(purchase.AuthorizationNumber, AuthorizationForm(), $"{at}/authorizationNumber", "15 letters and digits");
            if (purchase.LicenseNumber?.Length == 7)
                _check.Warn(null, $"{at}/licenseNumber", "It has 7 digits; a leading zero may have been dropped.", "Compare it with the license statement.");
        }
        else
        {
            Form(purchase.AgreementNumber, AgreementForm(), $"{at}/agreementNumber", "5 to 10 digits");
            if (purchase.AgreementNumber?.Length < 7)
                _check.Warn(null, $"{at}/agreementNumber", "It has fewer than 7 digits; a leading zero may have been dropped.", "Compare it with the agreement.");
        }

        if (purchase.Quantity is < 1 or > 999_999)
            _check.Refuse(null, $"{at}/quantity", "A quantity is between 1 and 999999.", "Write what was bought.");
    }

    // The value itself is not repeated: it may be a number or a code.
    private void Form(string? value, Regex form, string at, string wanted)
    {
        if (value is null || !form.IsMatch(value))
            _check.Refuse(null, at, $"{wanted} are needed here.", "If a spreadsheet changed the value, format the column as text.");
    }

    private void Report<T>(Parsed<T> parsed, string at)
        where T : class
    {
        if (parsed.Problem is { } problem)
            _check.Refuse(null, at, problem, "Compare it with its source, group by group.");
        else if (parsed.Warning is { } warning)
            _check.Warn(null, at, warning, "Compare it with its source.");
    }

    private void Known(string customer, string at)
    {
        if (Customer(customer) is null)
            _check.Refuse(null, at, $"There is no customer '{customer}'.", "Add it to customers.");
    }

    private void Doubled(IEnumerable<string>? keys, string table)
    {
        foreach (var key in (keys ?? []).GroupBy(static k => k, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1).Select(static g => g.Key))
            _check.Refuse(null, table, $"The key '{key}' is used twice.", "Give each entry a key of its own.");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    internal static partial Regex KeyForm();

    [GeneratedRegex(@"(?<![A-Za-z0-9])([A-Z0-9]{5}-){4}[A-Z0-9]{5}(?![A-Za-z0-9-])|(?<![A-Za-z0-9-])(?=[A-Z0-9]*[0-9])(?=[A-Z0-9]*[A-Z])[A-Z0-9]{25}(?![A-Za-z0-9])")]
    internal static partial Regex Code25();

    [GeneratedRegex("^env:[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex CodesRefForm();

    [GeneratedRegex("^[0-9]{7,9}$")]
    private static partial Regex LicenseForm();

    [GeneratedRegex("^[A-Z0-9]{15}$")]
    private static partial Regex AuthorizationForm();

    [GeneratedRegex("^[0-9]{5,10}$")]
    private static partial Regex AgreementForm();
}

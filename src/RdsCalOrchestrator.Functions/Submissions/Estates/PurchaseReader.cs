using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>Reads one purchase of the estate. Its numbers are secrets from here on.</summary>
internal static class PurchaseReader
{
    public const int MostCals = 999_999;
    private const int UsualAgreementDigits = 7;
    private const int UsualLicenseDigits = 8;

    public static void Read(Fields fields, Table<EstatePurchase> purchases, InputProblems problems)
    {
        var key = fields.Text("purchase", Forms.Name);
        var customer = fields.Text("customer", Forms.ShortName);
        var program = fields.Token("program", Words.Program);
        var version = fields.Token("version", Words.Version);
        var type = fields.Token("calType", Words.CalType);
        var cals = new CalKind(version ?? default, type ?? default);
        var quantity = fields.OptionalNumber("quantity", 1, MostCals);
        var proof = fields.OptionalText("proof", Forms.Text);
        ForbidOthers(fields, program);
        Purchase purchase = program switch
        {
            LicenseProgram.Retail => new Purchase.Retail(key, cals, quantity, proof, ReadCodesRef(fields, problems)),
            LicenseProgram.Open => new Purchase.OpenLicense(
                key, cals, quantity, proof,
                ReadNumber(fields, "licenseNumber", Forms.LicenseNumber, UsualLicenseDigits, problems),
                ReadNumber(fields, "authorizationNumber", Forms.AuthorizationNumber, 0, problems)),
            { } agreement => new Purchase.Agreement(
                key, agreement, cals, quantity, proof, ReadNumber(fields, "agreementNumber", Forms.AgreementNumber, UsualAgreementDigits, problems)),
            null => new Purchase.Agreement(key, default, cals, quantity, proof, new("")), // The program was refused.
        };
        purchases.Add(key, fields.At("purchase"), new(fields, purchase, customer), problems);
    }

    private static Secret ReadNumber(Fields fields, string field, Form form, int usualDigits, InputProblems problems)
    {
        if (IsAsked(fields, field, problems))
            return new("");
        var number = fields.Text(field, form);
        if (number.Length > 0 && number.Length < usualDigits)
        {
            problems.Warn(
                fields.At(field), $"The number has {number.Length} digits; a leading zero may have been dropped.",
                "Compare it with the agreement.");
        }

        return new(number);
    }

    private static string ReadCodesRef(Fields fields, InputProblems problems)
    {
        if (IsAsked(fields, "codesRef", problems))
            return "";
        if (!fields.Written("codesRef").StartsWith("kv:", StringComparison.Ordinal))
            return fields.Text("codesRef", Forms.CodesRef);
        fields.Forbid("codesRef", "This version does not read codes from a vault yet.", Forms.CodesRef.Fix);
        return "";
    }

    private static bool IsAsked(Fields fields, string field, InputProblems problems)
    {
        if (fields.Written(field) != "ask")
            return false;
        fields.Forbid(field, "This version does not ask for numbers and codes yet ('ask').", "Write the value itself.");
        return true;
    }

    // A number that belongs to another program shows that one of the two is wrong.
    private static void ForbidOthers(Fields fields, LicenseProgram? program)
    {
        string[] own = program switch
        {
            LicenseProgram.Retail => ["codesRef"],
            LicenseProgram.Open => ["licenseNumber", "authorizationNumber"],
            null => ["codesRef", "licenseNumber", "authorizationNumber", "agreementNumber"],
            _ => ["agreementNumber"],
        };
        string[] all = ["codesRef", "licenseNumber", "authorizationNumber", "agreementNumber"];
        foreach (var field in all.Except(own))
        {
            fields.Forbid(
                field, $"The field does not belong to this license program; it has {string.Join(" and ", own)}.",
                "Leave it out, or correct the program.");
        }
    }
}

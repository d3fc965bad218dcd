namespace RdsCalOrchestrator.Domain.Findings;

// Input and estate: IN-.
public static partial class Catalogue
{
    public static Finding PurchaseUnknown(string purchase, string source) => new(
        "IN-PURCHASE-UNKNOWN", Severity.Blocked, purchase,
        $"The codes of purchase {purchase} for {source} cannot be read; a license server does not reveal them.",
        "Set the environment variable that codesRef names on the app: one 25-character code per line.");

    public static Finding CompanyIncomplete(string customer) => new(
        "IN-COMPANY-INCOMPLETE", Severity.Blocked, customer,
        $"No company is named for {customer}, and the Clearinghouse asks for first name, last name, company and country.",
        "Add the company to the estate file and name it at the customer.");

    public static Finding SameServer(string server) => new(
        "IN-SAME-SERVER", Severity.Blocked, server,
        "Source and target are the same machine.",
        "A rebuilt server needs a reinstallation of its CALs, not a migration: use the wizard on it, or name the new machine.");

    public static Finding ApproverMissing(string right, string customer) => new(
        "IN-APPROVER-MISSING", Severity.Blocked, customer,
        $"Nobody but the requester may {right} for {customer}.",
        $"Add an approver whose answers hold the right to {right}, or allow selfApproval in the policy.");
}

using System.Text.Json;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>Reads <c>estate.json</c>: first the form of each entry, then what entries say of each other.</summary>
internal sealed class EstateFile(string file, InputProblems problems)
{
    private readonly Estate _estate = Estate.EmptyOf(file);

    /// <summary>Null when the file is no JSON object; otherwise it may still have problems.</summary>
    public Estate? Read(string text)
    {
        if (JsonFile.Read(file, text, problems) is not { } root)
            return null;
        if (root.Kind != JsonValueKind.Object)
        {
            problems.Refuse(new(file, root.Line, ""), "The file does not hold an object.", "Begin it with { and the field schema.");
            return null;
        }

        ReadTables(root);
        EstateReferences.Check(_estate, problems);
        return _estate;
    }

    private void ReadTables(Node root)
    {
        ReadTable(root, "customers", least: 1, ReadCustomer);
        ReadTable(root, "companies", least: 0, ReadCompany);
        ReadTable(root, "servers", least: 1, fields => ServerReader.Read(fields, _estate.Servers, problems));
        ReadTable(root, "purchases", least: 0, fields => PurchaseReader.Read(fields, _estate.Purchases, problems));
        ReadTable(root, "approvers", least: 0, ReadApprover);
        ReadTable(root, "policies", least: 0, fields => PolicyReader.Read(fields, _estate.Policies, problems), PolicyReader.Sections);
        if (ItemsOf(root, "hosts") is [var host, ..])
        {
            problems.Refuse(
                new(file, host.Line, "hosts"), "This version does not know hosts yet.",
                "Leave the list empty; a person attests that hosts have moved.");
        }

        string[] tables = ["customers", "companies", "servers", "purchases", "approvers", "policies", "hosts"];
        var others = JsonFields.Of(file, root with { Members = [.. root.Members.Where(m => !tables.Contains(m.Name))] }, problems);
        if (others.OptionalNumber("schema", 1, 1) is null)
            problems.Refuse(others.At("schema"), "The file does not say schema 1.", "Write \"schema\": 1.");
        others.RefuseOthers(tables);
    }

    private void ReadTable(Node root, string table, int least, Action<Fields> read, params IReadOnlyList<string> sections)
    {
        var items = ItemsOf(root, table);
        if (items.Count < least)
            problems.Refuse(new(file, root.Line, table), "The list is missing or empty.", $"Name at least one of the {table}.");
        foreach (var item in items)
        {
            if (item.Kind != JsonValueKind.Object)
            {
                problems.Refuse(new(file, item.Line, table), "An entry is not an object.", "Write it as { … }.");
                continue;
            }

            var fields = JsonFields.Of(file, item, problems, sections);
            read(fields);
            fields.RefuseOthers();
        }
    }

    private IReadOnlyList<Node> ItemsOf(Node root, string table)
    {
        var lists = root.Members.Where(member => member.Name == table).Select(static member => member.Value).ToList();
        foreach (var twice in lists.Skip(1))
            problems.Refuse(new(file, twice.Line, table), $"The list stands twice, first on line {lists[0].Line}.", "Join the two.");
        foreach (var wrong in lists.Where(static list => list.Kind != JsonValueKind.Array))
            problems.Refuse(new(file, wrong.Line, table), "The value is not a list.", "Write it as [ … ].");
        return lists.Count == 0 ? [] : lists[0].Items;
    }

    private void ReadCustomer(Fields fields)
    {
        var key = fields.Text("customer", Forms.ShortName);
        var name = fields.Text("name", Forms.Text);
        fields.Text("tenantId", Forms.Guid);
        var zone = fields.Text("timeZone", Forms.TimeZone);
        if (zone.Length > 0 && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            problems.Refuse(fields.At("timeZone"), $"{Shown.Value(zone)} is not a time zone.", Forms.TimeZone.Fix);
        if (fields.OptionalWord("cloud", ["public", "usGovernment", "china"]) is { } cloud and not "public")
        {
            problems.Warn(
                fields.At("cloud"), $"This version does not choose endpoints by customer, so '{cloud}' changes nothing.",
                "Configure the endpoint of that cloud.");
        }

        var access = fields.RequiredWord("access", ["own", "lighthouse", "application"]);
        var credential = fields.OptionalText("credential", Forms.Name);
        if (access == "application" && credential is null)
            problems.Refuse(fields.At("credential"), "Access application needs a credential.", "Name the configured credential.");
        if (access == "application")
        {
            problems.Warn(
                fields.At("access"), "This version signs in with its own identity only.",
                "Give that identity its role, or use own or lighthouse.");
        }

        var entry = new EstateCustomer(
            fields, key, name, fields.OptionalText("company", Forms.Name), fields.List("approvers", Forms.Name),
            fields.OptionalText("policy", Forms.Name));
        _estate.Customers.Add(key, fields.At("customer"), entry, problems);
    }

    private void ReadCompany(Fields fields)
    {
        string? Optional(string field) => fields.OptionalText(field, Forms.Text);
        var company = new Company(
            fields.Text("company", Forms.Name),
            fields.TextOrEmpty("firstName", Forms.Text),
            fields.TextOrEmpty("lastName", Forms.Text),
            fields.TextOrEmpty("companyName", Forms.Text),
            fields.TextOrEmpty("countryRegion", Forms.Text),
            Optional("countryRegionLocal"),
            Optional("email"),
            Optional("phone"),
            Optional("orgUnit"),
            Optional("address"),
            Optional("city"),
            Optional("state"),
            Optional("postalCode"));
        _estate.Companies.Add(company.Key, fields.At("company"), new(company), problems);
    }

    private void ReadApprover(Fields fields)
    {
        var approver = new Approver(fields.Text("approver", Forms.Name), fields.Text("name", Forms.Text), fields.Text("email", Forms.Email));
        var customer = fields.Text("customer", Forms.NameOrEverybody);
        var rights = fields.Words("answers", [EstateApprover.MayPlan, EstateApprover.MayAnswer, "cleanUp", EstateApprover.MayAttest, "details"]);
        if (rights.Count == 0)
            problems.Refuse(fields.At("answers"), "The approver may answer nothing.", "Give at least one right, such as answer.");
        fields.OptionalText("language", Forms.Language);
        fields.OptionalText("timeZone", Forms.TimeZone);
        fields.OptionalText("businessHours", Forms.BusinessHours);
        fields.Words("notify", ["email", "teams", "slack", "webhook"]);
        _estate.Approvers.Add(approver.Key, fields.At("approver"), new(fields, approver, customer, rights), problems);
    }
}

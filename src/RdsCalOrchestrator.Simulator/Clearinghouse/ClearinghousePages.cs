using System.Net;

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>The site: two forms, and a page with the answer.</summary>
internal static class ClearinghousePages
{
    public static string Home() => Layout("Remote Desktop Licensing", $"""
        <form method="post" action="/clearinghouse/activate">
        <h2>Activate a license server</h2>
        {Text("productId", "Product ID")}
        {Company()}
        <button>Submit</button>
        </form>
        <form method="post" action="/clearinghouse/manage-cals">
        <h2>Manage CALs</h2>
        {Text("targetLicenseServerId", "License server ID (target)")}
        {Choice("reason", "Reason for recovery", "The license server is being replaced", "The license server is no longer functioning")}
        {Choice("program", "License program", "retail", "open", "select", "enterprise", "campus", "school", "spla", "other")}
        {Company()}
        {Text("agreementNumber", "Agreement or enrollment number")}
        {Text("licenseNumber", "License number")}
        {Text("authorizationNumber", "Authorization number")}
        {Text("licenseCode", "License code")}
        {Choice("version", "Version", "2008", "2008R2", "2012", "2016", "2019", "2022", "2025")}
        {Choice("calType", "CAL type", "user", "device")}
        {Text("quantity", "Quantity")}
        {Text("sourceLicenseServerId", "License server ID (source), if known")}
        <button>Submit</button>
        </form>
        """);

    public static string Result(string label, GivenId given) => Layout(label, given.Refusal is { } why
        ? $"""<p role="alert">{WebUtility.HtmlEncode(why)}</p><p><a href="/clearinghouse">Back</a></p>"""
        : $"""<p>{label}: <output>{WebUtility.HtmlEncode(Grouped(given.Id!))}</output></p>""");

    /// <summary>In groups of five, as a person reads it out.</summary>
    private static string Grouped(string id) => string.Join('-', id.Chunk(5).Select(static g => new string(g)));

    private static string Company() =>
        Text("lastName", "Last name")
        + Text("firstName", "First name")
        + Text("companyName", "Company name")
        + Text("countryRegion", "Country or region");

    private static string Text(string name, string label) => $"""<p><label>{label} <input name="{name}" autocomplete="off"></label></p>""";

    private static string Choice(string name, string label, params ReadOnlySpan<string> values)
    {
        var options = "";
        foreach (var value in values)
            options += $"<option>{WebUtility.HtmlEncode(value)}</option>";
        return $"""<p><label>{label} <select name="{name}">{options}</select></label></p>""";
    }

    private static string Layout(string title, string body) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(title)} (simulated)</title></head>
        <body><h1>{WebUtility.HtmlEncode(title)}</h1><p>This site is simulated: it knows the purchases of its world file.</p>
        {body}
        </body></html>
        """;
}

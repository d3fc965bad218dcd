using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Demo;

/// <summary>
/// Somebody with a link and a browser: reads the page, goes to the Clearinghouse with what stands there, and types what comes back. It knows
/// nothing of the app but the page.
/// </summary>
internal sealed partial class Approver(HttpClient http, Uri clearinghouse)
{
    /// <param name="byTelephone">Calls the desk and says there what the web page would be told.</param>
    internal async Task AnswerAsync(string link, CancellationToken cancellation, bool byTelephone = false)
    {
        var page = await http.GetStringAsync(new Uri(link), cancellation);
        if (!page.Contains("<form", StringComparison.Ordinal))
            return;
        var rows = Row().Matches(page).GroupBy(static m => WebUtility.HtmlDecode(m.Groups[1].Value))
            .ToDictionary(static g => g.Key, static g => WebUtility.HtmlDecode(g.First().Groups[2].Value));
        var fields = new Dictionary<string, string> { ["name"] = "Demo approver", ["note"] = "played by the demo" };
        if (page.Contains("name=\"cals\"", StringComparison.Ordinal))
        {
            fields["cals"] = rows.Where(static r => r.Key.StartsWith("Line ", StringComparison.Ordinal))
                .Sum(static r => long.Parse(r.Value.Split(' ')[0], CultureInfo.InvariantCulture))
                .ToString(CultureInfo.InvariantCulture);
        }
        else if (page.Contains("name=\"id\"", StringComparison.Ordinal))
        {
            fields["id"] = rows.ContainsKey("Product ID")
                ? await ActivateAsync(rows, byTelephone, cancellation)
                : await ManageCalsAsync(rows, byTelephone, cancellation);
        }
        else
        {
            fields["agrees"] = "yes";
        }

        using var form = new FormUrlEncodedContent(fields);
        using var answer = await http.PostAsync(new Uri(link), form, cancellation);
        if (!answer.IsSuccessStatusCode && answer.StatusCode != HttpStatusCode.Conflict)
            throw new HttpRequestException($"The answer was refused with {(int)answer.StatusCode}.");
    }

    private async Task<string> ActivateAsync(Dictionary<string, string> rows, bool byTelephone, CancellationToken cancellation) => await AskAsync(
        "activate", "activate",
        new
        {
            productId = rows["Product ID"],
            lastName = rows["Last name"],
            firstName = rows["First name"],
            companyName = rows["Company"],
            countryRegion = rows["Country or region"],
        },
        "licenseServerId", byTelephone, cancellation);

    private async Task<string> ManageCalsAsync(Dictionary<string, string> rows, bool byTelephone, CancellationToken cancellation)
    {
        var product = rows["Product type"].Split(' ');
        return await AskAsync(
            "manage-cals", "manageCals",
            new
            {
                targetLicenseServerId = rows["License server ID (target)"],
                reason = rows["Reason"],
                program = rows["License program"].ToLowerInvariant(),
                lastName = rows["Last name"],
                firstName = rows["First name"],
                companyName = rows["Company"],
                countryRegion = rows["Country or region"],
                agreementNumber = rows.GetValueOrDefault("Agreement or enrollment number"),
                licenseNumber = rows.GetValueOrDefault("License number"),
                authorizationNumber = rows.GetValueOrDefault("Authorization number"),
                licenseCode = rows.GetValueOrDefault("License code"),
                version = product[2],
                calType = product[^2].ToLowerInvariant(),
                quantity = long.Parse(rows["Quantity"], CultureInfo.InvariantCulture),
            },
            "licenseKeyPackId", byTelephone, cancellation);
    }

    private async Task<string> AskAsync(string page, string said, object request, string answer, bool byTelephone, CancellationToken cancellation)
    {
        var (path, question) = byTelephone ? ("telephone", new Dictionary<string, object> { [said] = request }) : ($"web/{page}", request);
        using var response = await http.PostAsJsonAsync(new Uri(clearinghouse, $"/clearinghouse/{path}"), question, cancellation);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return response.IsSuccessStatusCode
            ? body.GetProperty(answer).GetString()!
            : throw new HttpRequestException($"The Clearinghouse refused: {body}");
    }

    [GeneratedRegex("""<th scope="row" align="left">(.*?)</th><td><code>(.*?)</code>""")]
    private static partial Regex Row();
}

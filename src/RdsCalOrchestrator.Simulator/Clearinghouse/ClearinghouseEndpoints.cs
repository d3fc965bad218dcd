using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>
/// The Clearinghouse as a person meets it: a web page, and somebody on the telephone. Programs may send the same as JSON.
/// </summary>
internal static class ClearinghouseEndpoints
{
    public static void MapClearinghouse(this IEndpointRouteBuilder routes)
    {
        var site = routes.MapGroup("/clearinghouse");
        site.MapGet("", () => Page(ClearinghousePages.Home()));
        site.MapPost("/activate", async (HttpRequest request, SimulatedEstate estate) =>
        {
            var form = ActivationFrom(await request.ReadFormAsync(request.HttpContext.RequestAborted));
            return Page(ClearinghousePages.Result("License server ID", estate.Consult(form.Submit)));
        });
        site.MapPost("/manage-cals", async (HttpRequest request, SimulatedEstate estate) =>
        {
            var form = CalsFrom(await request.ReadFormAsync(request.HttpContext.RequestAborted));
            return Page(ClearinghousePages.Result("License key pack ID", estate.Consult(r => form.Submit(r, byTelephone: false))));
        });

        site.MapPost("/web/activate", (ActivationForm form, SimulatedEstate estate) => ServerId(estate.Consult(form.Submit)));
        site.MapPost("/web/manage-cals", (CalForm form, SimulatedEstate estate) =>
            KeyPackId(estate.Consult(r => form.Submit(r, byTelephone: false))));
        site.MapPost("/telephone", (TelephoneCall call, SimulatedEstate estate) =>
        {
            var given = estate.Consult(r => r.Answer(call));
            return call.Activate is null ? KeyPackId(given) : ServerId(given);
        });
    }

    private static ContentHttpResult Page(string html) => TypedResults.Content(html, "text/html; charset=utf-8");

    private static IResult ServerId(GivenId given) =>
        given.Refusal is { } why ? Results.UnprocessableEntity(new Refusal(why)) : Results.Ok(new { licenseServerId = given.Id });

    private static IResult KeyPackId(GivenId given) =>
        given.Refusal is { } why ? Results.UnprocessableEntity(new Refusal(why)) : Results.Ok(new { licenseKeyPackId = given.Id });

    private static ActivationForm ActivationFrom(IFormCollection form) => new()
    {
        ProductId = form["productId"],
        LastName = form["lastName"],
        FirstName = form["firstName"],
        CompanyName = form["companyName"],
        CountryRegion = form["countryRegion"],
    };

    private static CalForm CalsFrom(IFormCollection form) => new()
    {
        TargetLicenseServerId = form["targetLicenseServerId"],
        Reason = form["reason"],
        Program = form["program"],
        AgreementNumber = form["agreementNumber"],
        LicenseNumber = form["licenseNumber"],
        AuthorizationNumber = form["authorizationNumber"],
        LicenseCode = form["licenseCode"],
        Version = form["version"],
        CalType = form["calType"],
        Quantity = long.TryParse(form["quantity"], out var quantity) ? quantity : null,
        SourceLicenseServerId = form["sourceLicenseServerId"],
        LastName = form["lastName"],
        FirstName = form["firstName"],
        CompanyName = form["companyName"],
        CountryRegion = form["countryRegion"],
    };

    private sealed record Refusal(string Reason);
}

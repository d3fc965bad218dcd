using RdsCalOrchestrator.Simulator.LicenseServers.Network;

namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

internal static class Activation
{
    private const int ActivatedEvent = 4;

    private static readonly string[] Required = ["FirstName", "LastName", "Company", "CountryRegion"];

    internal static CimAnswer Automatic(CimCall call)
    {
        var company = call.Server.Company;
        if (Required.Any(field => string.IsNullOrEmpty(company.GetValueOrDefault(field))) || !Clearinghouse.IsReachedBy(call.Process))
            return CimAnswer.Refused(call.Process);
        var answer = call.Process.World.Ask(new ClearinghouseQuestion.Activate(call.Server.ProductId, company));
        return answer.Accepted ? Activate(call, answer.LicenseServerId!) : CimAnswer.Refused(call.Process);
    }

    internal static CimAnswer WithId(CimCall call)
    {
        var id = call.Text("sLicenseServerId");
        if (id.Length != 35)
            throw new CimFault(WmiCode.InvalidParameter);
        var answer = call.Process.World.Ask(new ClearinghouseQuestion.IsLicenseServerId(call.Server.ProductId, id));
        return answer.Accepted ? Activate(call, id) : CimAnswer.Refused(call.Process, WmiCode.InvalidParameter);
    }

    private static CimAnswer Activate(CimCall call, string licenseServerId)
    {
        call.Process.StopWhenKilled();
        return call.Process.World.Change(log =>
        {
            call.Server.Activation = 0;
            call.Server.LicenseServerId = licenseServerId;
            LicensingEvents.Write(call.Process, ActivatedEvent);
            log.Effects.Add(new Effect(call.Server.ComputerName, "activated", 0, 0, 1));
            return new CimAnswer(0, "ActivationStatus", 0u);
        });
    }
}

using System.Collections;
using System.Globalization;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// Win32_TSLicenseServer and Win32_TSLicenseKeyPack of one server, with the documented properties, methods and error codes. Source: Windows
/// documentation, "Terminal Services WMI provider". What it does not have answers as a real provider does.
/// </summary>
/// <param name="execution">The script that calls, as effects name it.</param>
internal sealed class LicensingProvider(LicensingState state, ILicenseServerWorld world, int? execution)
{
    private const long Unlimited = uint.MaxValue;

    private static readonly string[] CompanyFields =
        ["FirstName", "LastName", "Company", "CountryRegion", "eMail", "OrgUnit", "Address", "City", "State", "PostalCode"];

    internal IReadOnlyDictionary<string, IReadOnlyList<CimParameter>> MethodsOf(string className)
    {
        ThrowUnlessInstalled();
        return LicensingMethods.Of(className);
    }

    internal IEnumerable<(string, object?)> Server()
    {
        ThrowUnlessRunning();
        foreach (var field in CompanyFields)
            yield return (field, state.Company.GetValueOrDefault(field, ""));
        yield return ("ServerRole", (uint)state.Scope);
        yield return ("DatabasePath", @"C:\Windows\system32\lserver");
        yield return ("ProductId", state.ProductId);
        yield return ("Version", string.Join('.', state.OsBuild.Split('.').Take(2)));
    }

    internal IReadOnlyList<IReadOnlyList<(string, object?)>> Packs()
    {
        ThrowUnlessRunning();
        return
        [
            .. state.Packs.Select(static p => (IReadOnlyList<(string, object?)>)
            [
                ("KeyPackId", (uint)p.RowId), ("KeyPackType", (uint)p.KeyPackType),
                ("ProductType", (uint)p.ProductType), ("ProductVersionID", (uint)p.VersionId),
                ("TotalLicenses", (uint)p.Total), ("IssuedLicenses", (uint)p.Issued),
                ("AvailableLicenses", (uint)Math.Max(0, p.Total == Unlimited ? Unlimited : p.Total - p.Issued)),
                ("ExpirationDate", Expiration(p.Expires)),
                ("Description", p.Description), ("AccessRights", 7u),
            ]),
        ];
    }

    internal void SetCompany(IDictionary fields)
    {
        ThrowUnlessRunning();
        foreach (DictionaryEntry field in fields)
        {
            if (!CompanyFields.Contains((string)field.Key))
                throw new CimFault(CimFault.InvalidParameter, $"{field.Key} cannot be written.");
            // A-COUNTRY-NAMES: names are checked against a list in the server's language.
            if ((string)field.Key == "CountryRegion" && !Countries.IsKnown((string)field.Value!, world.Switches.CountryNames))
                throw new CimFault(CimFault.InvalidParameter, "The country is not in the list.");
        }

        world.Change(state, _ =>
        {
            var company = new Dictionary<string, string>(state.Company);
            foreach (DictionaryEntry field in fields)
                company[(string)field.Key] = (string)field.Value!;
            state.Company = company;
            return true;
        });
    }

    internal IEnumerable<(string, object?)> Invoke(string className, string method, IDictionary arguments)
    {
        ThrowUnlessRunning();
        if (!LicensingMethods.Of(className).TryGetValue(method, out var declared))
            throw new CimFault(CimFault.InvalidMethod, $"{className} has no method {method}.");
        var call = new MethodCall(arguments, declared);
        return method switch
        {
            "GetActivationStatus" => Answer(0, ("ActivationStatus", (uint)state.Activation)),
            "GetLicenseServerId" => state.Activation == 0
                ? Answer(0, ("sLicenseServerId", state.LicenseServerId))
                : throw new CimFault(CimFault.Failed, "The server is not activated."),
            "IsLSinTSLSGroup" => Answer(0, ("IsMember", true)),
            "IsLSonDC" => Answer(0, ("OnDC", false)),
            "IsLSSecGrpGPEnabled" => Answer(0, ("Enabled", false)),
            "ActivateServerAutomatic" => ActivateAutomatic(),
            "ActivateServer" => Activate(call),
            "UninstallLicenseKeyPackWithId" => Remove(call.UInt("KeyPackId"), null),
            "RemoveLicensesWithIdCount" => Remove(call.UInt("KeyPackId"), call.UInt("LicenseCount")),
            _ => new PackImport(state, world, execution).Import(method, call),
        };
    }

    private (string, object?)[] ActivateAutomatic()
    {
        string[] required = ["FirstName", "LastName", "Company", "CountryRegion"];
        if (required.Any(f => state.Company.GetValueOrDefault(f, "").Length == 0))
            return Answer(CimFault.Failed);
        if (!state.ReachesClearinghouse || world.Switches.Port443 != "works")
            return Refused();
        var answer = world.Ask(new ClearinghouseQuestion.Activate(state.ProductId, state.Company));
        return answer.Accepted ? Activated(answer.LicenseServerId!) : Refused();
    }

    private (string, object?)[] Activate(MethodCall call)
    {
        var id = call.Text("sLicenseServerId");
        return world.Ask(new ClearinghouseQuestion.IsLicenseServerId(state.ProductId, id)).Accepted ? Activated(id) : Refused();
    }

    private (string, object?)[] Activated(string id) => world.Change(state, log =>
    {
        (state.LicenseServerId, state.Activation) = (id, 0);
        LicensingEvents.Write(state, world, world.Switches, 4);
        log.Effects.Add(new Effect(state.ComputerName, "activated", 1, null, execution));
        return Answer(0, ("ActivationStatus", 0u));
    });

    private (string, object?)[] Remove(uint rowId, uint? count)
    {
        var answer = Take(rowId, count);
        world.Reach(PowerCutMoment.AfterRemoval, state);
        return answer;
    }

    private (string, object?)[] Take(uint rowId, uint? count) => world.Change(state, log =>
    {
        var pack = state.Packs.Find(p => p.RowId == rowId);
        if (pack is null)
            return Answer(CimFault.NotFound);
        if (count > pack.Total)
            return Answer(CimFault.InvalidParameter);
        var removed = count ?? pack.Total;
        log.Effects.Add(new Effect(state.ComputerName, "removed", removed, PackRow.Of(pack), execution));
        state.Take(pack, removed);
        return Answer(0);
    });

    private (string, object?)[] Refused() => world.Switches.RefusalShape == "thrown"
        ? throw new CimFault(CimFault.Failed, "Generic failure")
        : Answer(CimFault.Failed, ("ActivationStatus", (uint)state.Activation));

    private void ThrowUnlessRunning()
    {
        ThrowUnlessInstalled();
        if (state.Service != "Running")
            throw new CimFault(CimFault.InitializationFailure, "Initialization failure");
    }

    // The classes come with the role.
    private void ThrowUnlessInstalled()
    {
        if (!state.RoleInstalled)
            throw new CimFault(CimFault.InvalidClass, "Invalid class");
    }

    // Packs end at 23:00 UTC of their last day; "never" is the last second of a 32-bit clock.
    private static DateTime Expiration(string expires) => expires == "never"
        ? new DateTime(2038, 1, 19, 3, 14, 7, DateTimeKind.Utc).ToLocalTime()
        : DateTimeOffset.Parse($"{expires}T23:00:00Z", CultureInfo.InvariantCulture).LocalDateTime;

    internal static (string, object?)[] Answer(uint returnValue, params (string, object?)[] outputs) =>
        [("ReturnValue", returnValue), .. outputs];
}

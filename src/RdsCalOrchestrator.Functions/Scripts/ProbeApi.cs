using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.RunCommand.Scripts;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>Hands out the script that proves assumptions. An administrator runs it by hand: nothing of ours sends it.</summary>
public sealed class ProbeApi
{
    [Function(nameof(GetProbe))]
    public IResult GetProbe([HttpTrigger(AuthorizationLevel.Function, "get", Route = "probe")] HttpRequest request) =>
        Results.File(Encoding.ASCII.GetBytes(ScriptLibrary.Probe.Text), "text/plain", "Probe.ps1");
}

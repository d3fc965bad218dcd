using System.Text.Json;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Histories;

/// <summary>The file of a history: pinned, because those that are recorded must be read for ever.</summary>
public sealed class RecordedHistoryTests
{
    private const string Text = """
        {
          "id": "acme:mig-1:1:plan",
          "name": "Wait",
          "version": "1.0",
          "status": "Failed",
          "parent": {"id":"acme:mig-1:1","name":"Migrate"},
          "input": {"Kind":"Plan"},
          "failure": "It's over.",
          "events": [
            {"kind":"StepStarted","at":"2026-03-01T12:00:00+00:00"},
            {"kind":"ExecutionStarted","name":"Wait","payload":{"Kind":"Plan"}},
            {"kind":"ActivityScheduled","task":0,"name":"Look"},
            {"kind":"ActivityFailed","task":0,"name":"Look","payload":"not \"here\""},
            {"kind":"TimerCreated","task":1,"at":"2026-03-01T12:30:00+00:00"},
            {"kind":"EventRaised","name":"go","payload":[1.50,"Grüße"]}
          ]
        }

        """;

    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly InstanceRecord Instance = new(
        "acme:mig-1:1:plan", "execution", "Wait", "1.0", InstanceRecord.Failed, """{"Kind":"Plan"}""", null, "It's over.",
        new ParentCall("acme:mig-1:1", "Migrate", "its execution", 7), Noon, Noon);

    private static readonly HistoryEvent[] Events =
    [
        new(EventKind.StepStarted, At: Noon),
        new(EventKind.ExecutionStarted, null, "Wait", """{"Kind":"Plan"}"""),
        new(EventKind.ActivityScheduled, 0, "Look"),
        new(EventKind.ActivityFailed, 0, "Look", "not \"here\""),
        new(EventKind.TimerCreated, 1, At: Noon.AddMinutes(30)),
        new(EventKind.EventRaised, null, "go", """[1.50,"Grüße"]"""),
    ];

    [Fact]
    public void History_AsText_IsOneEventALine() => Assert.Equal(Text, RecordedHistory.Of(Instance, Events).ToJson());

    [Fact]
    public void Text_ReadAgain_IsTheSameHistory()
    {
        var read = RecordedHistory.Parse(Text);
        Assert.Equal(Events, read.Events.Select(static e => e.ToEvent()));
        Assert.Equal(Text, read.ToJson());
        var instance = read.ToInstance();
        Assert.Equal(
            Instance with { Execution = instance.Execution, Parent = null },
            instance with { Parent = null, CreatedAt = Noon, UpdatedAt = Noon });
        Assert.Equal((Instance.Parent!.Instance, Instance.Parent.Name), (instance.Parent!.Instance, instance.Parent.Name));
    }

    [Fact]
    public void Text_OfSomethingElse_IsRefused() =>
        Assert.Throws<JsonException>(static () => RecordedHistory.Parse("""{"id":"acme","packs":[]}"""));
}

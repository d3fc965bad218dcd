using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Findings;

// What a migration meets on its way: RUN-.
public static partial class Catalogue
{
    public const string ScriptChangedId = "RUN-SCRIPT-CHANGED";

    public static Finding ScriptChanged(string run) => new(
        ScriptChangedId, Severity.Warn, run,
        $"Command {run} was made for the script of another version of this app, and was never sent.",
        "The run that follows carries this version's script. If none does, resume the migration.");

    public static Finding AlreadyImported(string source, string migration) => new(
        "RUN-ALREADY-IMPORTED", Severity.Blocked, source,
        $"These packs were already imported by migration {migration}.",
        "If it still owes the clean-up of this source, resume it. Packs that came later are told apart only if the source can be read.");

    public static Finding Overlap(string source, string migration) => new(
        "RUN-OVERLAP", Severity.Blocked, source,
        $"Packs of {source} belong to migration {migration}.",
        "Wait for it, cancel it, or name it in the column after.");

    public static Finding MaybeSame(string source, string migration, CalKind kind, long cals, bool isBlocking) => new(
        "RUN-MAYBE-SAME", isBlocking ? Severity.Blocked : Severity.Warn, source,
        $"Migration {migration} moves or has moved {cals} {kind} CALs of the same purchase, and nothing tells whether from {source} too.",
        isBlocking
            ? "State the license server IDs of both sources in the estate file, or make them readable: these tell servers apart."
            : "Check that its source is another machine. If it is this one under another resource ID, do not approve.");

    public static Finding NoAnswer(string server, string run, Uri? output = null) => new(
        "RUN-NO-ANSWER", Severity.Blocked, server,
        $"Command {run} was sent to {server} and no answer came, nor did its receipt answer later.",
        "Look at the server. Resume when it answers: the receipt is read before anything else is done."
        + (output is null ? "" : $" What the script printed, if it began, is in {output}."));

    public static Finding ServerBusy(string server, string run) => new(
        "RUN-SERVER-BUSY", Severity.Blocked, server,
        $"Command {run} waited for {server} as long as it may, and another run held it all the time.",
        "See in the journals which run holds the server and why it does not end, then resume.");

    public static Finding NoTurn(string server, string run) => new(
        "RUN-NO-TURN", Severity.Blocked, server,
        $"Command {run} waited for its turn as long as it may: so many others were to be sent within Azure's limits.",
        "Let fewer migrations run at once, and resume.");

    public static Finding AzureSilent(string server, string run, bool wasSent) => new(
        "AZ-NOT-ANSWERING", Severity.Blocked, server,
        wasSent
            ? $"Command {run} was sent to {server}, and since then Azure has answered nothing about it."
            : $"Azure has answered nothing about {server} for so long that command {run} was not sent.",
        wasSent
            ? "Look at Azure's health and at the app's limits. Resume when it answers: the receipt is read before anything else is done."
            : "Look at Azure's health and at the app's limits, and resume when it answers.");

    public static Finding NotApplied(string server, int line) => new(
        "RUN-NOT-APPLIED", Severity.Warn, server,
        $"The import call of line {line} broke on {server} and created nothing there.",
        "An ID or code may be good once only, so a person decides: set the line's method (the same one asks again) and it goes on.");

    public static Finding NoReceipt(string server, int line) => new(
        "RUN-NO-RECEIPT", Severity.Warn, server,
        $"Line {line} was sent to {server}, which has neither a receipt of it nor a new pack that fits: it was restored or rebuilt since, or the"
        + " command never came.",
        "Ask when the server was restored, and the Clearinghouse whether these CALs are registered to it. If they are, reinstall them there with the"
        + " wizard. Then set the line's method (the same one again): a pack that fits is taken for the line's, and only without one it is imported.");

    public static Finding ScriptFailed(string server, string run, string outcome, string detail) => new(
        "RUN-SCRIPT-FAILED", Severity.Blocked, server,
        $"Command {run} on {server} ended {outcome}{detail}.",
        "Look at the server, then resume.");

    public static Finding GateClosed(string run, string why) => new(
        "RUN-NOT-ALLOWED", Severity.Blocked, run,
        $"Command {run} may not be sent. {why}",
        "Read the migration's journal; resume it when the reason is gone.");

    public static Finding AskUnanswered(string subject, string what) => new(
        "RUN-ASK-UNANSWERED", Severity.Warn, subject,
        $"Nobody answered in time: {what}.",
        "Resume the migration when somebody can; the question is asked again.");

    public static Finding Declined(string subject, string by) => new(
        "RUN-DECLINED", Severity.Warn, subject,
        $"{by} declined.",
        "Talk to them; submit or resume when they agree.");

    public static Finding LineParked(int line, string why) => new(
        "RUN-LINE-PARKED", Severity.Warn, $"line {line}",
        $"Line {line} waits for an operator: {why}",
        "Switch its method, correct what the Clearinghouse refuses, or cancel it.");

    public static Finding CleanUpOwed(string source, string why) => new(
        "RUN-CLEANUP-OWED", Severity.Warn, source,
        $"The clean-up of {source} is owed: {why}",
        "Clean the source or attest that it never serves again, and resume.");

    public static Finding OutOfBalance(string source, string verdict, string why) => new(
        "RUN-OUT-OF-BALANCE", Severity.Blocked, source,
        $"The arithmetic says {verdict}: {why}",
        "Compare both servers with the journal row by row before anything else is changed.");
}

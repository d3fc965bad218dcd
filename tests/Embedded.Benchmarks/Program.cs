using Embedded.Benchmarks;

if (args is [WaitingCase.Load, var directory])
    return await WaitingCase.LoadAsync(directory);
if (BenchmarkOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(BenchmarkOptions.Usage);
    return 64;
}

foreach (var flush in new[] { "FULL", "NORMAL" })
{
    // The disk first: what follows is read against it.
    if (options.Wants("f"))
        CommitCase.Run(flush, options.Runs);
    if (options.Wants("a"))
    {
        await FlowCase.SequentialAsync(1_000, flush, options.Runs);
        await FlowCase.SequentialAsync(10_000, flush, options.Runs);
    }

    if (options.Wants("b"))
        await FlowCase.EventAsync(1_000, flush, options.Runs);
    if (options.Wants("c"))
        await FlowCase.FanOutAsync(1_000, flush, options.Runs);
    if (options.Wants("d"))
        await WaitingCase.RunAsync(10_000, flush, options.Runs);
}

if (options.Wants("e"))
    ReplayCase.Run(options.Runs);
return 0;

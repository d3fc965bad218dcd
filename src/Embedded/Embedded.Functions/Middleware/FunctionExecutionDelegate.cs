namespace Microsoft.Azure.Functions.Worker.Middleware;

/// <summary>The rest of an invocation: the middleware still to come, then the function.</summary>
public delegate Task FunctionExecutionDelegate(FunctionContext context);

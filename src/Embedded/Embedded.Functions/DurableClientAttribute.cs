using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Gives the parameter the client that starts and asks for orchestrations.</summary>
public sealed class DurableClientAttribute : InputBindingAttribute;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where a Functions program begins.</summary>
public sealed class FunctionsApplication
{
    private FunctionsApplication()
    {
    }

    /// <summary>A builder with the usual configuration: files, environment, command line (<c>--urls</c> says where to listen).</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key an HTTP caller must show.</summary>
public enum AuthorizationLevel
{
    /// <summary>No key.</summary>
    Anonymous = 0,

    /// <summary>Refused at start here: no identity provider stands before the embedded runtime.</summary>
    User = 1,

    /// <summary>The function key or the admin key.</summary>
    Function = 2,

    /// <summary>Refused at start here: system keys belong to extensions of the host.</summary>
    System = 3,

    /// <summary>The admin key.</summary>
    Admin = 4,
}

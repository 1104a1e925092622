namespace Orders.Gateway.Page;

/// <summary>The addresses that the page itself understands. They all get the same document, so that a link leads straight to its view.</summary>
internal static class PageRoutes
{
    public static readonly IReadOnlyList<string> All =
    [
        "/",
        "/orders/{uid}",
        "/operators/orders",
        "/operators/dead-letters",
        "/operators/operations",
        "/operators/sign-in",
    ];
}

using Orders.QueryApi;
using Orders.QueryApi.Serving;
using Orders.ServiceDefaults;

return await ServiceHost.RunAsync(
    "orders-query-api",
    args,
    builder =>
    {
        builder.AddOrderCache();
        builder.AddLoading();
        builder.AddFollowing();
        builder.AddWarmUp();
        builder.AddServing();
    },
    app => app.MapOrder());

using Orders.QueryApi;
using Orders.ServiceDefaults;

return await ServiceHost.RunAsync("orders-query-api", args, builder => builder.AddQueryApi(), app => app.MapQueryApi());
